import {
  changeJson,
  changeRejection,
  changeResponse,
  json,
  respondWith,
} from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField, without } from "./broken-contract.ts";

const profile = /\/profiles\/[^/]+\.json$/;
const profiles = /\/profiles\.json$/;
const get = (path: RegExp) => new RegExp(`^GET .*${path.source}`);

/** Each kind of violation once. */
export const flipViolations: readonly BrokenContract[] = [
  {
    kind: "a required field is missing",
    rules: changeJson(get(profile), without("id")),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a field has the wrong type",
    rules: changeJson(get(profile), withField("title", 7)),
    operationId: "getProfile",
    check: plain,
    location: "response.body.title",
    rule: "type",
  },
  {
    kind: "a number is text",
    rules: changeJson(get(/\/videos\/[^/]+\.json$/), withField("file_size", "805301")),
    operationId: "getVideo",
    check: plain,
    location: "response.body.file_size",
    rule: "type",
  },
  {
    kind: "a value is not in the enumeration",
    rules: changeJson(get(/\/videos\/[^/]+\.json$/), withField("status", "done")),
    operationId: "getVideo",
    check: plain,
    location: "response.body.status",
    rule: "enum",
  },
  {
    kind: "a field is null",
    rules: changeJson(get(/\/encodings\/[^/]+\.json$/), withField("id", null)),
    operationId: "getEncoding",
    check: plain,
    location: "response.body.id",
    rule: "type",
  },
  {
    kind: "an entry of a list is wrong",
    rules: changeJson(get(profiles), (list: Fields[]) => list.map(withField("name", true))),
    operationId: "listProfiles",
    check: plain,
    location: "response.body.0.name",
    rule: "type",
  },
  {
    kind: "a number is too large",
    rules: changeJson(get(/\/encodings\/[^/]+\.json$/), withField("encoding_progress", 101)),
    operationId: "getEncoding",
    check: plain,
    location: "response.body.encoding_progress",
    rule: "maximum",
  },
  {
    kind: "a date has another form",
    rules: changeJson(get(profile), withField("created_at", "2016-01-04T11:10:51Z")),
    operationId: "getProfile",
    check: plain,
    location: "response.body.created_at",
    rule: "pattern",
  },
  {
    kind: "an object is wrapped in another",
    rules: changeJson(get(profile), (body) => ({ profile: body })),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "required",
  },
  {
    kind: "a list in place of an object",
    rules: changeJson(get(profile), (body) => [body]),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "type",
  },
  {
    kind: "a list is wrapped in an object",
    rules: changeJson(get(profiles), (list) => ({ profiles: list })),
    operationId: "listProfiles",
    check: plain,
    location: "response.body",
    rule: "type",
  },
  {
    kind: "another success than the documented one",
    rules: changeResponse(/^POST .*\/profiles\.json$/, (response) => {
      response.status = 202;
    }),
    operationId: "createProfile",
    check: plain,
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a rejection in place of a success",
    rules: changeResponse(/^PUT .*\/profiles\//, (response) => {
      Object.assign(response, json(418, { error: "Teapot", message: "" }));
    }),
    operationId: "updateProfile",
    check: plain,
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a redirect",
    rules: respondWith(get(profiles), () => ({
      status: 302,
      headers: { location: "/elsewhere" },
      body: Buffer.alloc(0),
    })),
    operationId: "listProfiles",
    check: plain,
    location: "response.status",
    rule: "status",
  },
  {
    kind: "another media type",
    rules: changeResponse(get(profile), ({ headers }) => {
      headers["content-type"] = "text/html; charset=utf-8";
    }),
    operationId: "getProfile",
    check: plain,
    location: "response.header.content-type",
    rule: "media-type",
  },
  {
    kind: "no media type",
    rules: changeResponse(get(profile), ({ headers }) => {
      delete headers["content-type"];
    }),
    operationId: "getProfile",
    check: plain,
    location: "response.header.content-type",
    rule: "media-type",
  },
  {
    kind: "broken JSON",
    rules: changeResponse(get(profile), (response) => {
      response.body = response.body.subarray(0, -1);
    }),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "json",
  },
  {
    kind: "bytes that are not UTF-8",
    rules: changeResponse(get(profile), (response) => {
      response.body = Buffer.from('{"id":"\xff"}', "latin1");
    }),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "json",
  },
  {
    kind: "an empty body",
    rules: changeResponse(get(profile), (response) => {
      response.body = Buffer.alloc(0);
    }),
    operationId: "getProfile",
    check: plain,
    location: "response.body",
    rule: "body",
  },
  {
    kind: "an error of the wrong shape",
    rules: changeRejection(/^GET .*\/profiles\//, (response) => {
      Object.assign(response, json(response.status, { message: "not found" }));
    }),
    operationId: "getProfile",
    check: "rejects an unknown id",
    location: "response.body",
    rule: "required",
  },
  {
    kind: "another status for an unknown id",
    rules: changeRejection(/^GET .*\/profiles\//, (response) => {
      if (response.status === 404) response.status = 422;
    }),
    operationId: "getProfile",
    check: "rejects an unknown id",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a success for an unknown id",
    rules: changeRejection(/^GET .*\/encodings\//, (response) => {
      if (response.status === 404) Object.assign(response, json(200, { id: "made-up" }));
    }),
    operationId: "getEncoding",
    check: "rejects an unknown id",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an unsigned call succeeds",
    rules: respondWith(get(profiles), ({ query }) =>
      query.has("signature") ? undefined : json(200, []),
    ),
    operationId: "listProfiles",
    check: "rejects a call without a signature",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "a wrong signature is accepted",
    rules: changeRejection(/^DELETE .*\/profiles\//, (response) => {
      if (response.status === 401) Object.assign(response, json(200, { deleted: true }));
    }),
    operationId: "deleteProfile",
    check: "rejects a call with a wrong signature",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an invalid parameter is accepted",
    rules: respondWith(get(profiles), ({ query }) =>
      query.get("page") === "first" ? json(200, []) : undefined,
    ),
    operationId: "listProfiles",
    check: "rejects a page that is not a number",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "paging returns an entry twice",
    rules: {
      intercept(call) {
        // The second page repeats the first one.
        if (/^GET .*\/profiles\.json$/.test(call.line) && call.query.get("page") === "2") {
          return json(200, [{ id: call.query.get("per_page") === "1" ? "a" : "b" }]);
        }
        return undefined;
      },
    },
    operationId: "listProfiles",
    check: "returns every entry once across pages",
    location: "response.body",
    rule: "paging",
  },
  {
    kind: "a list lacks the created resource",
    rules: changeJson(get(profiles), (list: Fields[]) =>
      list.filter(({ name }) => !String(name).startsWith("flip-pili-conform-")),
    ),
    operationId: "listProfiles",
    check: "lists the created resource",
    location: "response.body",
    rule: "list",
  },
  {
    kind: "a deletion that deletes nothing",
    rules: respondWith(/^DELETE .*\/profiles\//, ({ query }) =>
      query.has("signature") ? json(200, { deleted: true }) : undefined,
    ),
    operationId: "deleteProfile",
    check: "is no longer found by getProfile",
    location: "response.status",
    rule: "status",
  },
  {
    kind: "an update without effect",
    rules: changeJson(get(profile), withField("width", 320)),
    operationId: "updateProfile",
    check: "is visible in getProfile",
    location: "response.body.width",
    rule: "same",
  },
  {
    kind: "a creation that is found with another name",
    rules: changeJson(/^POST .*\/profiles\.json$/, withField("name", "another")),
    operationId: "createProfile",
    check: "is returned by getProfile",
    location: "response.body.name",
    rule: "same",
  },
  {
    kind: "a filter that filters nothing",
    rules: {
      rewrite(response, { line, query }) {
        if (!/^GET .*\/videos\.json$/.test(line) || query.get("status") !== "success") return;
        Object.assign(response, json(200, [{ id: "a", status: "fail" }]));
      },
    },
    operationId: "listVideos",
    check: "filters by status",
    location: "response.body.0.status",
    rule: "filter",
  },
  {
    kind: "a session whose parts do not fit the file",
    rules: changeJson(/^POST .*\/upload\.json$/, (body: Fields) =>
      "parts" in body ? { ...body, parts: "7" } : body,
    ),
    operationId: "createUploadSession",
    check: "divides the file into parts",
    location: "response.body.parts",
    rule: "parts",
  },
  {
    kind: "a wrong range",
    rules: changeResponse(/^POST \/upload\//, ({ status, headers }) => {
      if (status === 204) Object.assign(headers, { range: "bytes=0-4" });
    }),
    operationId: "uploadPartByPost",
    check: plain,
    location: "response.header.range",
    rule: "pattern",
  },
  {
    kind: "an upload that never ends",
    rules: changeJson(/^GET \/upload\//, () => ({ missing_parts: [0] })),
    operationId: "uploadPart",
    check: "lists no missing parts at the end",
    location: "response.body.missing_parts",
    rule: "parts",
  },
];
