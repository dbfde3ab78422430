import "../../helpers/warm-up.ts";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createPiliClient, getStream } from "flip-pili/pili";
import { type ExchangeValidation, type SpecFile, validateExchanges } from "flip-pili/testing";
import createClient from "openapi-fetch";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { sampleDocument } from "../../generator/generate-sample.ts";
import { type Endpoints, runSample } from "../../generator/run-sample.ts";
import { type FlipServer, startServer } from "../../helpers/flip-server.ts";
import { credentials } from "../../helpers/pili-server.ts";
import { temporaryDirectory } from "../../helpers/temporary-directory.ts";

const body = `
servers: [{ url: https://api.example.com/v1 }, { url: /v2 }]
paths:
  /items/{id}:
    get:
      operationId: getItem
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, schema: { type: array, items: { type: string } } }
      responses:
        "200":
          description: An item
          content:
            application/json:
              schema: { type: object, required: [id], properties: { id: { type: string } } }
        "404": { description: missing, content: { text/plain: { schema: { type: string } } } }
  /upload/session:
    get:
      operationId: listSessions
      responses: { "200": { description: ok, content: { application/json: { schema: { type: array } } } } }
`;

let endpoints: Endpoints<"getItem" | "listSessions">;

beforeAll(async () => {
  endpoints = await runSample<"getItem" | "listSessions">(body);
});

/** Writes the document to a file, and starts a validation that ends with the test. */
async function startValidation(
  toSpec = (path: string): SpecFile["spec"] => path,
): Promise<ExchangeValidation> {
  const path = join(await temporaryDirectory(), "openapi.yaml");
  await writeFile(path, sampleDocument(body));
  const exchanges = validateExchanges({ spec: toSpec(path) });
  onTestFinished(() => exchanges.close());
  return exchanges;
}

const invalidId = {
  kind: "answer",
  operationId: "getItem",
  status: 200,
  violations: [{ location: ["response", "body", "id"], rule: "type" }],
};

/** Clients of a server on this machine whose exchanges are compared, by name. */
const clients = {
  "openapi-fetch": ({ port }: FlipServer, { fetch }: ExchangeValidation) =>
    createClient({ baseUrl: `http://127.0.0.1:${port}`, fetch }),
  "openapi-fetch with the path of a server": (
    { port }: FlipServer,
    { fetch }: ExchangeValidation,
  ) => createClient({ baseUrl: `http://127.0.0.1:${port}/v2`, fetch }),
  "createPiliClient()": ({ port }: FlipServer, { agent }: ExchangeValidation) =>
    createPiliClient(credentials, { apiHost: `127.0.0.1:${port}`, https: false, agent }),
};

test.for(Object.entries(clients))(
  "validateExchanges() compares responses with a document over %s",
  async ([, connect]) => {
    const server = await startServer(({ path }) => ({
      json: { id: path.endsWith("5") ? 5 : "a" },
    }));
    const exchanges = await startValidation();
    const client = connect(server, exchanges);
    const query = { fields: ["a", "b"] };

    const valid = await endpoints.getItem(client, { path: { id: "4" }, query });
    await exchanges.assertNoFindings();
    const invalid = await endpoints.getItem(client, { path: { id: "5" }, query });
    await exchanges.settled();

    expect([valid.data, invalid.data]).toEqual([{ id: "a" }, { id: 5 }]);
    expect(exchanges.findings).toMatchObject([invalidId]);
    expect(exchanges.calls).toBe(2);
  },
);

test("validateExchanges() detects the same fault in a response to a signed client", async () => {
  const server = await startServer(() => ({ json: { id: 5 } }));
  const exchanges = validateExchanges("pili");
  onTestFinished(() => exchanges.close());
  const client = clients["createPiliClient()"](server, exchanges);

  const result = await getStream(client, { path: { id: "z1.hub.title" } });
  await exchanges.settled();

  expect(result).toMatchObject({ data: { id: 5 }, status: 200 });
  const [finding] = exchanges.findings.filter(({ kind }) => kind === "answer");
  expect(finding?.violations).toContainEqual(
    expect.objectContaining({ location: ["response", "body", "id"], rule: "type" }),
  );
});

test("validateExchanges() accepts the URL of a document, and reports paths that it does not have", async () => {
  const server = await startServer(() => ({ json: [] }));
  const exchanges = await startValidation(pathToFileURL);

  await endpoints.listSessions(clients["openapi-fetch"](server, exchanges));
  await exchanges.assertNoFindings();
  await exchanges
    .fetch(`http://127.0.0.1:${server.port}/other`)
    .then((response) => response.text());
  await exchanges.settled();

  expect(exchanges.findings).toMatchObject([{ kind: "route", path: "/other" }]);
});

test("validateExchanges() reports a document that cannot be read", async () => {
  const exchanges = validateExchanges({ spec: join(await temporaryDirectory(), "none.yaml") });

  const settled = exchanges.settled();

  await expect(settled).rejects.toThrow(/^Invalid argument api\.spec: cannot be read: /);
});

test.for([[""], [new URL("https://example.com/openapi.yaml")], [undefined]])(
  "validateExchanges() rejects the document %j",
  ([spec]) => {
    const start = () => validateExchanges({ spec } as SpecFile);

    expect(start).toThrow(
      "Invalid argument api.spec: must be the path or file: URL of an OpenAPI document",
    );
  },
);
