import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { runSample } from "./run-sample.ts";

test("runSample() imports endpoint functions that call their client", async () => {
  const { getItem } = await runSample<"getItem">(`
paths:
  /items/{id}:
    get:
      operationId: getItem
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: ok, content: { application/json: { schema: {} } } } }
`);
  const client = createClient({
    baseUrl: "http://localhost",
    fetch: async ({ url }) => Response.json({ url }),
  });

  const result = await getItem(client, { path: { id: "1" } });

  expect(result).toMatchObject({ data: { url: "http://localhost/items/1" } });
});
