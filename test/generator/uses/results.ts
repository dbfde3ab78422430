import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

const object = (field: string) =>
  `content: { application/json: { schema: { type: object, required: [${field}], properties: { ${field}: { type: string } } } } }`;

/** A document whose successes and failures all differ. */
const differingResponses = `
paths:
  /a:
    get:
      operationId: get
      responses:
        "200": { description: ok, ${object("one")} }
        2XX: { description: ok, ${object("more")} }
        "204": { description: none }
        "304": { description: not modified }
        "404": { description: bad, ${object("missing")} }
        4XX: { description: bad, ${object("rejected")} }
        "429": { description: bad, ${object("retry_after")} }
        default: { description: bad, ${object("broken")} }
`;

/** A document with several successes, and failures that have the same body. */
const usualResponses = `
paths:
  /a:
    get:
      operationId: get
      responses:
        "201": { description: created, ${object("id")} }
        "202": { description: accepted, ${object("job")} }
        "204": { description: none }
        "404": { $ref: "#/components/responses/Problem" }
        "429": { $ref: "#/components/responses/Problem" }
  /b:
    get:
      operationId: getItem
      responses:
        "200": { description: ok, ${object("id")} }
        "404": { $ref: "#/components/responses/Problem" }
        "429": { description: bad, ${object("retry_after")} }
components:
  responses:
    Problem:
      description: bad
      content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } }
  schemas:
    Problem: { type: object, required: [message], properties: { message: { type: string } } }
`;

/** A document whose operations describe their successes by "default" or not at all. */
const undescribedSuccesses = `
paths:
  /a:
    get:
      operationId: getDefault
      responses: { default: { description: any, ${object("id")} } }
    put:
      operationId: putDefault
      responses:
        "404": { description: bad, ${object("missing")} }
        default: { description: any, ${object("id")} }
    delete:
      operationId: deleteUndescribed
      responses: { "404": { description: bad, ${object("missing")} } }
`;

/** Uses of results. */
export const resultUses: readonly Use[] = [
  {
    name: "generateApi() narrows results by each documented status",
    generate: () => generateSample(differingResponses),
    use: `
const result = await api.get(client);
if (result.status === 200) {
  result.data.one satisfies string;
  result.error satisfies undefined;
  // @ts-expect-error another status has it
  result.data.more;
}
if (result.status === 206) {
  result.data.more satisfies string;
  // @ts-expect-error another status has it
  result.data.one;
}
if (result.status === 204) result.data satisfies undefined;
if (result.status === 304) result.error satisfies undefined;
if (result.status === 404) {
  result.error.missing satisfies string;
  // @ts-expect-error another status has it
  result.error.rejected;
}
if (result.status === 429) result.error.retry_after satisfies string;
if (result.status === 418) {
  result.error.rejected satisfies string;
  result.data satisfies undefined;
  // @ts-expect-error another status has it
  result.error.missing;
}
if (result.status === 503) {
  result.error.broken satisfies string;
  // @ts-expect-error another status has it
  result.error.rejected;
}
// @ts-expect-error no response has this status
if (result.status === 700) result.error;
`,
  },
  {
    name: "generateApi() narrows results by several successes, destructured or exhaustively",
    generate: () => generateSample(usualResponses),
    use: `
const { data, error, status, response } = await api.get(client);
if (status === 201) data.id satisfies string;
if (status === 202) {
  data.job satisfies string;
  // @ts-expect-error another status has it
  data.id;
}
if (status === 204) data satisfies undefined;
if (status === 429) error.message satisfies string;
if (status === 500) error.message satisfies string;
// @ts-expect-error the spec does not describe this success
if (status === 203) data;
if (error === undefined) status satisfies 201 | 202 | 204;
else error.message satisfies string;
error?.message satisfies string | undefined;
response.status satisfies number;

export function describe(result: api.GetResult): string {
  switch (result.status) {
    case 201:
      return result.data.id;
    case 202:
      return result.data.job;
    case 204:
      return "";
    default:
      return result.error.message;
  }
}
`,
  },
  {
    name: "generateApi() gives undocumented failures the union of the documented bodies",
    generate: () => generateSample(usualResponses),
    use: `
const result = await api.getItem(client);
if (result.status === 404) result.error.message satisfies string;
if (result.status === 429) result.error.retry_after satisfies string;
if (result.status === 500) {
  if ("message" in result.error) result.error.message satisfies string;
  // @ts-expect-error the body may be another one
  result.error.message;
}
if (result.error) {
  result.data satisfies undefined;
  result.error satisfies api.GetItemError;
} else {
  result.data.id satisfies string;
  result.status satisfies 200;
}
if (result.data !== undefined) result.data.id satisfies string;
// @ts-expect-error the call may have failed
result.data.id;
`,
  },
  {
    name: "generateApi() describes successes by default if no other response does",
    generate: () => generateSample(undescribedSuccesses),
    use: `
const { data, error, status } = await api.getDefault(client);
if (error === undefined) data.id satisfies string;
if (status === 200) data.id satisfies string;
if (status === 400) error.id satisfies string;
const put = await api.putDefault(client);
if (put.status === 201) put.data.id satisfies string;
if (put.status === 404) put.error.missing satisfies string;
if (put.status === 409) put.error.id satisfies string;
const deleted = await api.deleteUndescribed(client);
if (deleted.status === 200) {
  deleted.data satisfies unknown;
  // @ts-expect-error the spec does not describe the body
  deleted.data satisfies object;
}
`,
  },
  {
    name: "generateApi() types results that functions return and wrap",
    generate: () => generateSample(usualResponses),
    use: `
declare function unwrap<Data>(
  result: Promise<{ data?: Data; error?: unknown; response: api.EndpointResponse }>,
): Promise<Data>;
(await unwrap(api.getItem(client))).id satisfies string;
// @ts-expect-error the data has no such field
(await unwrap(api.getItem(client))).name;
export async function failureOf(call: () => Promise<api.GetItemResult>) {
  const result = await call();
  return result.error === undefined ? undefined : result;
}
(await failureOf(() => api.getItem(client)))?.error satisfies api.GetItemError | undefined;
const any: api.Result<unknown, unknown> = { data: 1, status: 200, response: new Response() };
any satisfies api.Result<unknown, unknown>;
`,
  },
];
