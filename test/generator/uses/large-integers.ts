import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

/** A document with integers that a number cannot represent. */
export const runs = `
paths:
  /runs/{id}.json:
    put:
      operationId: replaceRun
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer, format: int64 } }
        - { name: after, in: query, schema: { type: integer, format: uint64 } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Run" } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Run" } } }
components:
  schemas:
    Run:
      type: object
      required: [id, size, attempt]
      properties:
        id: { type: integer, format: int64 }
        parent: { type: [integer, "null"], format: int64 }
        size: { type: integer, format: int64, maximum: 9007199254740991 }
        attempt: { type: integer, format: int32 }
        offset: { type: integer, format: int64, minimum: -1e+30, maximum: 9 }
        ids: { type: array, items: { type: integer, format: int64 } }
        label: { type: string }
`;

/** Uses of integers that a number cannot represent. */
export const largeIntegerUses: readonly Use[] = [
  {
    name: "generateApi() types integers of 64 bits as they arrive, and as numbers if they have a safe maximum",
    generate: () => generateSample(runs),
    use: `
const body = { id: 1, size: 1, attempt: 1 };
api.replaceRun(client, { path: { id: 1 }, query: { after: 2n }, body });
api.replaceRun(client, { path: { id: 9007199254740993n }, body: { ...body, id: 9007199254740993n } });
api.replaceRun(client, { path: { id: "9007199254740993" }, body: { ...body, parent: null, ids: [1n, 2] } });
// @ts-expect-error a boolean is no integer
api.replaceRun(client, { path: { id: true }, body });
// @ts-expect-error an integer with a safe maximum is a number
api.replaceRun(client, { path: { id: 1 }, body: { ...body, size: 1n } });
const { data } = await api.replaceRun(client, { path: { id: 1 }, body });
if (data) {
  const { id, size, attempt }: { id: number | string; size: number; attempt: number } = data;
  const exact: bigint = BigInt(data.id);
  void [id, size, attempt, exact, data.ids?.map(BigInt)];
  // @ts-expect-error the id may be text
  data.id.toFixed();
  // @ts-expect-error an unsafe minimum has the same effect
  data.offset?.toFixed();
  api.replaceRun(client, { path: { id: data.id }, body: data });
}
`,
  },
];
