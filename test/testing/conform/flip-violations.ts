import { answerWith, changeAnswer, changeJson, changeRefusal, json } from "./break-contract.ts";
import { type BrokenContract, type Fields, plain, withField, without } from "./broken-contract.ts";

const profile = /\/profiles\/[^/]+\.json$/;
const profiles = /\/profiles\.json$/;
const get = (path: RegExp) => new RegExp(`^GET .*${path.source}`);

/** Each kind of violation once, at some operation. */
export const flipViolations: readonly BrokenContract[] = [
  {
    kind: "a required field is missing",
    rules: changeJson(get(profile), without("id")),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "required" },
  },
  {
    kind: "a field has the wrong type",
    rules: changeJson(get(profile), withField("title", 7)),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body.title", rule: "type" },
  },
  {
    kind: "a number is written as text",
    rules: changeJson(get(/\/videos\/[^/]+\.json$/), withField("file_size", "805301")),
    ...{ operationId: "getVideo", check: plain },
    ...{ location: "response.body.file_size", rule: "type" },
  },
  {
    kind: "a value is none of the enumeration",
    rules: changeJson(get(/\/videos\/[^/]+\.json$/), withField("status", "done")),
    ...{ operationId: "getVideo", check: plain },
    ...{ location: "response.body.status", rule: "enum" },
  },
  {
    kind: "null stands where it must not",
    rules: changeJson(get(/\/encodings\/[^/]+\.json$/), withField("id", null)),
    ...{ operationId: "getEncoding", check: plain },
    ...{ location: "response.body.id", rule: "type" },
  },
  {
    kind: "an entry of a list is wrong",
    rules: changeJson(get(profiles), (list: Fields[]) => list.map(withField("name", true))),
    ...{ operationId: "listProfiles", check: plain },
    ...{ location: "response.body.0.name", rule: "type" },
  },
  {
    kind: "a number is too large",
    rules: changeJson(get(/\/encodings\/[^/]+\.json$/), withField("encoding_progress", 101)),
    ...{ operationId: "getEncoding", check: plain },
    ...{ location: "response.body.encoding_progress", rule: "maximum" },
  },
  {
    kind: "a date has another form",
    rules: changeJson(get(profile), withField("created_at", "2016-01-04T11:10:51Z")),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body.created_at", rule: "pattern" },
  },
  {
    kind: "an object is wrapped in another",
    rules: changeJson(get(profile), (body) => ({ profile: body })),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "required" },
  },
  {
    kind: "a list stands in place of an object",
    rules: changeJson(get(profile), (body) => [body]),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "type" },
  },
  {
    kind: "a list is wrapped in an object",
    rules: changeJson(get(profiles), (list) => ({ profiles: list })),
    ...{ operationId: "listProfiles", check: plain },
    ...{ location: "response.body", rule: "type" },
  },
  {
    kind: "another success than the documented one",
    rules: changeAnswer(/^POST .*\/profiles\.json$/, (answer) => {
      answer.status = 202;
    }),
    ...{ operationId: "createProfile", check: plain },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "a refusal in place of a success",
    rules: changeAnswer(/^PUT .*\/profiles\//, (answer) => {
      Object.assign(answer, json(418, { error: "Teapot", message: "" }));
    }),
    ...{ operationId: "updateProfile", check: plain },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "a redirect",
    rules: answerWith(get(profiles), () => ({
      ...{ status: 302, headers: { location: "/elsewhere" }, body: Buffer.alloc(0) },
    })),
    ...{ operationId: "listProfiles", check: plain },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "another media type",
    rules: changeAnswer(get(profile), ({ headers }) => {
      headers["content-type"] = "text/html; charset=utf-8";
    }),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.header.content-type", rule: "media-type" },
  },
  {
    kind: "no media type",
    rules: changeAnswer(get(profile), ({ headers }) => {
      delete headers["content-type"];
    }),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.header.content-type", rule: "media-type" },
  },
  {
    kind: "broken JSON",
    rules: changeAnswer(get(profile), (answer) => {
      answer.body = answer.body.subarray(0, -1);
    }),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "json" },
  },
  {
    kind: "bytes that are no UTF-8",
    rules: changeAnswer(get(profile), (answer) => {
      answer.body = Buffer.from('{"id":"\xff"}', "latin1");
    }),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "json" },
  },
  {
    kind: "an empty body",
    rules: changeAnswer(get(profile), (answer) => {
      answer.body = Buffer.alloc(0);
    }),
    ...{ operationId: "getProfile", check: plain },
    ...{ location: "response.body", rule: "body" },
  },
  {
    kind: "an error of the wrong shape",
    rules: changeRefusal(/^GET .*\/profiles\//, (answer) => {
      Object.assign(answer, json(answer.status, { message: "not found" }));
    }),
    ...{ operationId: "getProfile", check: "refuses an unknown id" },
    ...{ location: "response.body", rule: "required" },
  },
  {
    kind: "another status for an unknown id",
    rules: changeRefusal(/^GET .*\/profiles\//, (answer) => {
      if (answer.status === 404) answer.status = 422;
    }),
    ...{ operationId: "getProfile", check: "refuses an unknown id" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "a success for an unknown id",
    rules: changeRefusal(/^GET .*\/encodings\//, (answer) => {
      if (answer.status === 404) Object.assign(answer, json(200, { id: "made-up" }));
    }),
    ...{ operationId: "getEncoding", check: "refuses an unknown id" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "an unsigned call is answered",
    rules: answerWith(get(profiles), ({ query }) =>
      query.has("signature") ? undefined : json(200, []),
    ),
    ...{ operationId: "listProfiles", check: "refuses a call without signature" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "a wrong signature is taken",
    rules: changeRefusal(/^DELETE .*\/profiles\//, (answer) => {
      if (answer.status === 401) Object.assign(answer, json(200, { deleted: true }));
    }),
    ...{ operationId: "deleteProfile", check: "refuses a call with a wrong signature" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "a bad parameter is taken",
    rules: answerWith(get(profiles), ({ query }) =>
      query.get("page") === "first" ? json(200, []) : undefined,
    ),
    ...{ operationId: "listProfiles", check: "refuses a page that is no number" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "paging gives an entry twice",
    rules: {
      intercept(call) {
        // The second page is the first again.
        if (/^GET .*\/profiles\.json$/.test(call.line) && call.query.get("page") === "2") {
          return json(200, [{ id: call.query.get("per_page") === "1" ? "a" : "b" }]);
        }
        return undefined;
      },
    },
    ...{ operationId: "listProfiles", check: "hands out every entry once, page by page" },
    ...{ location: "response.body", rule: "paging" },
  },
  {
    kind: "a list forgets what was created",
    rules: changeJson(get(profiles), (list: Fields[]) =>
      list.filter(({ name }) => !String(name).startsWith("flip-pili-conform-")),
    ),
    ...{ operationId: "listProfiles", check: "lists what was created" },
    ...{ location: "response.body", rule: "list" },
  },
  {
    kind: "a deletion that deletes nothing",
    rules: answerWith(/^DELETE .*\/profiles\//, ({ query }) =>
      query.has("signature") ? json(200, { deleted: true }) : undefined,
    ),
    ...{ operationId: "deleteProfile", check: "is gone afterwards, as getProfile shows" },
    ...{ location: "response.status", rule: "status" },
  },
  {
    kind: "an update that does not stick",
    rules: changeJson(get(profile), withField("width", 320)),
    ...{ operationId: "updateProfile", check: "shows in getProfile" },
    ...{ location: "response.body.width", rule: "same" },
  },
  {
    kind: "a creation that is found with another name",
    rules: changeJson(/^POST .*\/profiles\.json$/, withField("name", "another")),
    ...{ operationId: "createProfile", check: "is found again by getProfile" },
    ...{ location: "response.body.name", rule: "same" },
  },
  {
    kind: "a filter that filters nothing",
    rules: {
      rewrite(answer, { line, query }) {
        if (!/^GET .*\/videos\.json$/.test(line) || query.get("status") !== "success") return;
        Object.assign(answer, json(200, [{ id: "a", status: "fail" }]));
      },
    },
    ...{ operationId: "listVideos", check: "filters by status" },
    ...{ location: "response.body.0.status", rule: "filter" },
  },
  {
    kind: "a session whose parts do not fit the file",
    rules: changeJson(/^POST .*\/upload\.json$/, (body: Fields) =>
      "parts" in body ? { ...body, parts: "7" } : body,
    ),
    ...{ operationId: "createUploadSession", check: "cuts the file into parts" },
    ...{ location: "response.body.parts", rule: "parts" },
  },
  {
    kind: "a range that is not told",
    rules: changeAnswer(/^POST \/upload\//, ({ status, headers }) => {
      if (status === 204) Object.assign(headers, { range: "bytes=0-4" });
    }),
    ...{ operationId: "uploadPartByPost", check: plain },
    ...{ location: "response.header.range", rule: "pattern" },
  },
  {
    kind: "an upload that never ends",
    rules: changeJson(/^GET \/upload\//, () => ({ missing_parts: [0] })),
    ...{ operationId: "uploadPart", check: "leaves nothing missing" },
    ...{ location: "response.body.missing_parts", rule: "parts" },
  },
];
