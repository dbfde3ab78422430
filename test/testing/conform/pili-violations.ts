import {
  changeJson,
  changeRejection,
  changeResponse,
  json,
  respondWith,
} from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField, without } from "./broken-contract.ts";

const getStream = /^GET \/v1\/streams\/[^/]+$/;
const postStream = /^POST \/v1\/streams\/[^/]+$/;
const listStreams = /^GET \/v1\/streams$/;

/** Each kind of violation that Flip cannot have, and the most important of the others. */
export const piliViolations: readonly BrokenContract[] = [
  {
    kind: "a required field is missing",
    rules: changeJson(getStream, without("publishKey")),
    operationId: "getStream",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a required field is null",
    rules: changeJson(getStream, withField("hosts", null)),
    operationId: "getStream",
    check: plain,
    location: "response.body.hosts",
    rule: "type",
  },
  {
    kind: "a date has another form",
    rules: changeJson(getStream, withField("createdAt", "2015/08/22 06:45:06")),
    operationId: "getStream",
    check: plain,
    location: "response.body.createdAt",
    rule: "format",
  },
  {
    kind: "an inner field has the wrong type",
    rules: changeJson(getStream, withField("hosts", { publish: { rtmp: 1935 } })),
    operationId: "getStream",
    check: plain,
    location: "response.body.hosts.publish.rtmp",
    rule: "type",
  },
  {
    kind: "a value is not in the enumeration",
    rules: changeJson(/^GET .*\/status$/, withField("status", "online")),
    operationId: "getStreamStatus",
    check: plain,
    location: "response.body.status",
    rule: "enum",
  },
  {
    kind: "an entry of a list lacks its id",
    rules: changeJson(listStreams, (body: { items: Fields[] }) => ({
      ...body,
      items: body.items.map(without("id")),
    })),
    operationId: "listStreams",
    check: plain,
    location: "response.body.items.0",
    rule: "required",
  },
  {
    kind: "an error without its number and text",
    rules: changeRejection(getStream, (response) => {
      Object.assign(response, json(response.status, { reason: "not found" }));
    }),
    operationId: "getStream",
    check: "rejects an unknown id",
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a success for an unknown stream",
    rules: changeRejection(/^DELETE /, (response) => {
      if (response.status === 404) Object.assign(response, { status: 204, body: Buffer.alloc(0) });
    }),
    operationId: "deleteStream",
    check: "rejects an unknown id",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an unsigned call succeeds",
    rules: respondWith(listStreams, ({ headers }) =>
      headers.authorization === undefined ? json(200, { marker: "", items: null }) : undefined,
    ),
    operationId: "listStreams",
    check: "rejects a call without a signature",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "paging returns an entry twice",
    rules: {
      intercept({ line, query }) {
        // Every page repeats the first one.
        if (listStreams.test(line)) query.delete("marker");
        return undefined;
      },
      rewrite(response, { line, query }) {
        if (!listStreams.test(line) || query.get("limit") !== "1") return;
        Object.assign(
          response,
          json(200, { marker: "1", end: false, items: [{ id: "z1.h.same" }] }),
        );
      },
    },
    operationId: "listStreams",
    check: "returns every entry once across pages",
    location: "response.body",
    rule: "paging",
  },
  {
    kind: "a filter that filters nothing",
    rules: changeJson(listStreams, (body: { items: Fields[] | null }) => ({
      ...body,
      items: [...(body.items ?? []), { id: "z1.h.other", title: "other" }],
    })),
    operationId: "listStreams",
    check: "filters by the beginning of the title",
    location: "response.body.items.3.title",
    rule: "filter",
  },
  {
    kind: "an update without effect",
    rules: changeJson(getStream, withField("publishKey", "abc")),
    operationId: "updateStream",
    check: "is visible in getStream",
    location: "response.body.publishKey",
    rule: "same",
  },
  {
    kind: "a stream that is disabled and stays enabled",
    rules: changeJson(getStream, withField("disabled", false)),
    operationId: "setStreamAvailability",
    check: "is visible in getStream",
    location: "response.body.disabled",
    rule: "same",
  },
  {
    kind: "a deletion that deletes nothing",
    rules: respondWith(/^DELETE /, ({ headers }) => {
      if (headers.authorization === undefined) return undefined;
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    }),
    operationId: "deleteStream",
    check: "is no longer found by getStream",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a bad field that is taken",
    rules: changeRejection(postStream, (response) => {
      if (response.status === 400) response.status = 200;
    }),
    operationId: "updateStream",
    check: "rejects an unknown publishSecurity",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "another status for an unknown job",
    rules: changeRejection(/prefop/, (response) => {
      if (response.status === 612) response.status = 404;
    }),
    operationId: "getJob",
    check: "rejects an unknown job",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "another media type",
    rules: changeResponse(/\/segments$/, ({ headers }) => {
      headers["content-type"] = "text/plain";
    }),
    operationId: "getStreamSegments",
    check: plain,
    location: "response.header.content-type",
    rule: "media-type",
  },
];
