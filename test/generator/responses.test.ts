import { beforeAll, expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { type Endpoints, runSample } from "./run-sample.ts";
import { type ConnectClient, connectBare, sampleClients } from "./sample-clients.ts";

/** The contents of the successful response of each operation. */
const contents = {
  getText: "text/plain: { schema: { type: string } }",
  getNamedText: 'text/plain: { schema: { $ref: "#/components/schemas/Name" } }',
  getPlain: "text/plain: {}",
  getCsv: "text/csv: { schema: { type: array, items: { type: string } } }",
  getLines: "application/x-ndjson: { schema: { type: string } }",
  getLinesOfObjects: "application/x-ndjson: { schema: { type: object } }",
  getYaml: "application/yaml: {}",
  getXml: "application/xml: { schema: { type: object, properties: { a: { type: string } } } }",
  getImage: "image/png: {}",
  getImageString: "image/png: { schema: { type: string } }",
  getDocument: "application/pdf: { schema: { type: string, format: binary } }",
  getBytes: "application/octet-stream: { schema: {} }",
  getUnknown: "application/vnd.acme: {}",
  getEncoded: "image/png: { schema: { type: string, contentEncoding: base64 } }",
  getJson: "application/json; charset=utf-8: { schema: { type: object } }",
  getRelatedJson: "application/vnd.acme+json: { schema: { type: object } }",
  getVendorJson: "application/vnd.acme: { schema: { type: object } }",
  getJsonFile: "application/json: { schema: { type: string, format: binary } }",
  getAnyObject: '"*/*": { schema: { type: object } }',
  getAnything: '"*/*": {}',
  getTable:
    "text/csv: { schema: { type: string } }, application/json: { schema: { type: object } }",
} as const;

type Operation = keyof typeof contents | "getJob" | "getNothing" | "checkItem";

const document = `
paths:
${Object.entries(contents)
  .map(
    ([name, content]) =>
      `  /${name}:\n    get: { operationId: ${name}, responses: { "200": { description: ok, content: { ${content} } } } }`,
  )
  .join("\n")}
  /getJob:
    get:
      operationId: getJob
      responses:
        "200": { description: done, content: { application/json: { schema: { type: object } } } }
        "202": { description: waiting, content: { text/plain: { schema: { type: string } } } }
        "204": { description: empty }
  /getNothing:
    get:
      operationId: getNothing
      responses: { "200": { description: ok, content: { application/json: {} } }, "204": { description: empty } }
  /checkItem:
    head:
      operationId: checkItem
      responses: { "200": { description: ok, content: { text/plain: {} } } }
components:
  schemas: { Name: { type: string } }
`;

let endpoints: Endpoints<Operation>;

beforeAll(async () => {
  endpoints = await runSample<Operation>(document);
});

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Whether the size of the body is unknown until its end. */
  readonly isChunked?: boolean;
}

/** Starts a server that sends the same response to every request. */
async function serve({ status = 200, type, body = "", isChunked = false }: Reply) {
  return startServer((_, response) => {
    const size = isChunked ? {} : { "Content-Length": Buffer.byteLength(body) };
    response.writeHead(status, { ...(type !== undefined && { "Content-Type": type }), ...size });
    if (isChunked && body.length > 0) response.write(body);
    response.end(isChunked ? "" : body);
    return undefined;
  });
}

const bytes = new Uint8Array([0x89, 0x50, 0, 0xff, 0xfe]);
const blobOf = async (data: unknown) =>
  data instanceof Blob && new Uint8Array(await data.arrayBuffer());

const texts: readonly (readonly [Operation, type: string | undefined, body: string])[] = [
  ["getText", "text/plain", "grüße"],
  ["getText", "text/plain; charset=utf-8", "12"],
  ["getText", "application/octet-stream", "hello"],
  ["getText", undefined, "hello"],
  ["getNamedText", "text/plain", "hello"],
  ["getPlain", "text/plain", "{}"],
  ["getCsv", "text/csv", "a,b\n1,2\n"],
  ["getLines", "application/x-ndjson", '{"a":1}\n{"a":2}\n'],
  ["getLinesOfObjects", "application/x-ndjson", '{"a":1}\n'],
  ["getYaml", "application/yaml", "a: 1\n"],
  ["getXml", "application/xml", "<a/>"],
  ["getEncoded", "image/png", "iVBORw=="],
  ["getTable", "text/csv", "a,b\n"],
  ["getAnything", "text/html", "<p>"],
  ["getJob", "text/plain", "waiting"],
  ["getText", "text/plain", ""],
];

const objects: readonly (readonly [Operation, type: string])[] = [
  ["getJson", "application/json"],
  ["getJson", "application/json; charset=utf-8"],
  ["getRelatedJson", "application/vnd.acme+json"],
  ["getVendorJson", "application/vnd.acme"],
  ["getVendorJson", "application/json"],
  ["getAnyObject", "application/json"],
  ["getAnything", "application/json"],
  ["getTable", "application/json;charset=UTF-8"],
  ["getJob", "application/json"],
];

const files: readonly (readonly [Operation, type: string])[] = [
  ["getImage", "image/png"],
  ["getImageString", "image/png"],
  ["getDocument", "application/pdf"],
  ["getBytes", "application/octet-stream"],
  ["getBytes", "application/json"],
  ["getUnknown", "application/vnd.acme"],
  ["getJsonFile", "application/json"],
  ["getAnything", "video/mp4"],
];

for (const [name, connect] of sampleClients) {
  for (const isChunked of [false, true]) {
    const suffix = `over ${name}, ${isChunked ? "in chunks" : "with its size"}`;

    test.for(texts)(`%s() reads %s as text: %j, ${suffix}`, async ([operation, type, body]) => {
      const { port } = await serve({ ...(type !== undefined && { type }), body, isChunked });

      const result = await endpoints[operation](connect(port));

      expect(result).toMatchObject({ data: body, status: 200, response: { status: 200 } });
    });

    test.for(objects)(`%s() parses %s, ${suffix}`, async ([operation, type]) => {
      const { port } = await serve({ type, body: '{"a":[1]}', isChunked });

      const result = await endpoints[operation](connect(port));

      expect(result).toMatchObject({ data: { a: [1] }, status: 200 });
    });

    test.for(files)(`%s() reads %s as bytes, ${suffix}`, async ([operation, type]) => {
      const { port } = await serve({ type, body: bytes, isChunked });

      const { data } = await endpoints[operation](connect(port));

      expect(await blobOf(data)).toEqual(bytes);
    });
  }
}

const others: readonly (readonly [string, Operation, Reply, expected: object])[] = [
  ["an empty file", "getImage", { type: "image/png" }, { data: expect.any(Blob) }],
  ["empty JSON", "getJson", { type: "application/json" }, { data: undefined }],
  ["an empty one of several", "getJob", { type: "application/json" }, { data: undefined }],
  ["a text of several", "getJob", { status: 202, type: "text/plain", body: "5" }, { data: "5" }],
  ["204 of several", "getJob", { status: 204 }, { data: undefined, status: 204 }],
  ["204", "getNothing", { status: 204 }, { data: undefined, status: 204 }],
  ["205", "getText", { status: 205 }, { data: undefined, status: 205 }],
  ["HEAD", "checkItem", { type: "text/plain" }, { data: undefined, status: 200 }],
  [
    "a failure of text",
    "getText",
    { status: 400, type: "text/plain", body: "no" },
    { error: "no" },
  ],
  [
    "a failure of HTML",
    "getJson",
    { status: 502, type: "text/html", body: "<p>" },
    { error: "<p>" },
  ],
  ["an empty failure", "getImage", { status: 404 }, { error: undefined, status: 404 }],
  [
    "a failure of JSON",
    "getImage",
    { status: 404, type: "application/problem+json", body: '{"a":1}' },
    { error: { a: 1 }, status: 404 },
  ],
];

for (const [name, connect] of sampleClients) {
  test.for(others)(`a result contains %s over ${name}`, async ([, operation, reply, expected]) => {
    const { port } = await serve(reply);

    const result = await endpoints[operation](connect(port));

    expect(result).toMatchObject(expected);
  });

  test(`an endpoint requests the media type of its data over ${name}`, async () => {
    const server = await serve({ type: "application/json", body: "{}" });

    await callTwice(endpoints.getTable, connect, server.port);

    const accepted = server.requests.map(({ headers }) => headers.accept);
    expect(accepted).toEqual(["application/json", "text/csv"]);
  });
}

test("a result contains 304 over openapi-fetch", async () => {
  const { port } = await serve({ status: 304 });

  const result = await endpoints.getText(connectBare(port));

  expect(result).toMatchObject({ error: undefined, status: 304 });
});

async function callTwice(
  endpoint: Endpoints<Operation>["getTable"],
  connect: ConnectClient,
  port: number,
): Promise<void> {
  await endpoint(connect(port));
  await endpoint(connect(port), { headers: { accept: "text/csv" } });
}
