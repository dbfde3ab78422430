import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

const bodies = `
paths:
  /text: { get: { operationId: getText, responses: { "200": { description: ok, content: { text/plain: {} } } } } }
  /csv: { get: { operationId: getCsv, responses: { "200": { description: ok, content: { text/csv: { schema: { type: array, items: { type: string } } } } } } } }
  /lines: { get: { operationId: getLines, responses: { "200": { description: ok, content: { application/x-ndjson: { schema: { $ref: "#/components/schemas/Item" } } } } } } }
  /kind: { get: { operationId: getKind, responses: { "200": { description: ok, content: { text/plain: { schema: { type: string, enum: [a, b] } } } } } } }
  /image: { get: { operationId: getImage, responses: { "200": { description: ok, content: { image/png: { schema: { type: string } } } } } } }
  /encoded: { get: { operationId: getEncoded, responses: { "200": { description: ok, content: { image/png: { schema: { type: string, contentEncoding: base64 } } } } } } }
  /unknown: { get: { operationId: getUnknown, responses: { "200": { description: ok, content: { application/vnd.acme: {} } } } } }
  /table:
    get:
      operationId: getTable
      responses:
        "200":
          description: ok
          content:
            text/csv: { schema: { type: string } }
            application/json: { schema: { $ref: "#/components/schemas/Item" } }
        default: { description: bad, content: { application/octet-stream: {} } }
  /job:
    get:
      operationId: getJob
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
        "202": { description: ok, content: { text/plain: { schema: { type: string } } } }
        "400": { description: bad, content: { text/html: {} } }
        "404": { description: bad }
  /empty:
    get:
      operationId: getEmpty
      responses: { "204": { description: none, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } } }
components:
  schemas:
    Item: { type: object, required: [id], properties: { id: { type: string } } }
`;

/** Uses of bodies in several media types. */
export const bodyUses: readonly Use[] = [
  {
    name: "generateApi() types text and bytes as they are read",
    generate: () => generateSample(bodies),
    use: `
declare const data: {
  text: api.GetTextData;
  csv: api.GetCsvData;
  lines: api.GetLinesData;
  kind: api.GetKindData;
  image: api.GetImageData;
  encoded: api.GetEncodedData;
  unknown: api.GetUnknownData;
  empty: api.GetEmptyData;
};
data.text satisfies string;
data.csv satisfies string;
data.lines satisfies string;
data.kind satisfies "a" | "b";
data.image satisfies Blob;
data.encoded satisfies string;
data.unknown satisfies Blob;
data.empty satisfies undefined;
// @ts-expect-error lines are text, not an object
data.lines.id;
// @ts-expect-error an image is not text
data.image satisfies string;
`,
  },
  {
    name: "generateApi() types the data of the media type that is requested",
    generate: () => generateSample(bodies),
    use: `
const { data, error } = await api.getTable(client);
if (error === undefined) {
  data.id satisfies string;
  // @ts-expect-error the requested media type is JSON
  data satisfies string;
} else {
  // @ts-expect-error clients read failures as text
  error satisfies Blob;
  error satisfies string;
}
`,
  },
  {
    name: "generateApi() narrows bodies of several media types by status",
    generate: () => generateSample(bodies),
    use: `
const result = await api.getJob(client, { headers: { Accept: "application/json" } });
if (result.status === 200) result.data.id satisfies string;
if (result.status === 202) {
  result.data satisfies string;
  // @ts-expect-error another status has it
  result.data.id;
}
if (result.status === 400) result.error satisfies string;
if (result.status === 404) result.error satisfies undefined;
`,
  },
];
