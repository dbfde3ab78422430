import createClient from "openapi-fetch";
import ts from "typescript";
import { expect, test } from "vitest";
import { generateSample } from "./generate-sample.ts";

type Endpoint = (client: unknown, options?: object) => Promise<{ data?: unknown; error?: unknown }>;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly header: string | null;
  readonly body: string;
}

/** Generates a module, loads it, and calls one of its functions with a client that has no network. */
async function call(
  paths: string,
  name: string,
  options?: object,
  answer = () => Response.json({ ok: true }),
): Promise<{ sent: Sent; result: Awaited<ReturnType<Endpoint>> }> {
  const { endpoints } = await generateSample(`paths:\n${paths}`);
  const { outputText } = ts.transpileModule(endpoints, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  const module = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputText)}`
  );
  const requests: Sent[] = [];
  const client = createClient({
    baseUrl: "https://api.example.com",
    bodySerializer: (body) => (typeof body === "string" ? body : JSON.stringify(body)),
    async fetch(request) {
      const { method, url, headers } = request;
      const [contentType, header] = [headers.get("content-type"), headers.get("x-a")];
      requests.push({ method, url, contentType, header, body: await request.text() });
      return answer();
    },
  });
  const endpoint: Endpoint = module[name];
  const result = await endpoint(client, options);
  const [sent] = requests;
  if (sent === undefined) throw new Error("Nothing was sent");
  return { sent, result };
}

const ok =
  '"200": { description: ok, content: { application/json: { schema: { type: object } } } }';

test("an endpoint sends path, query, headers and body where they belong", async () => {
  const paths = `
  /a/{id}:
    post:
      operationId: replace
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: q, in: query, schema: { type: string } }
        - { name: X-A, in: header, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { ${ok} }
`;
  const options = {
    path: { id: "a/b" },
    query: { q: "1" },
    headers: { "X-A": "2" },
    body: { c: 3 },
  };

  const { sent, result } = await call(paths, "replace", options);

  expect(sent).toEqual({
    method: "POST",
    url: "https://api.example.com/a/a%2Fb?q=1",
    contentType: "application/json",
    header: "2",
    body: '{"c":3}',
  });
  expect(result.data).toEqual({ ok: true });
});

const upload = `
  /a:
    servers: [{ url: https://upload.example.com }]
    put:
      operationId: upload
      requestBody: { content: { application/octet-stream: {} } }
      responses: { ${ok} }
`;

test("an endpoint names the media type of a body that is not JSON, and its own server", async () => {
  const { sent } = await call(upload, "upload", { body: "bytes" });

  expect(sent.contentType).toBe("application/octet-stream");
  expect(sent.url).toBe("https://upload.example.com/a");
  expect(sent.body).toBe("bytes");
});

test("an endpoint names no media type where there is no body", async () => {
  const { sent } = await call(upload, "upload");

  expect(sent.contentType).toBeNull();
});

test("an endpoint lets callers choose media type and server", async () => {
  const options = {
    body: "bytes",
    headers: { "content-type": "video/mp4" },
    baseUrl: "https://other.example.com",
  };

  const { sent } = await call(upload, "upload", options);

  expect(sent.contentType).toBe("video/mp4");
  expect(sent.url).toBe("https://other.example.com/a");
});

test("an endpoint reads bytes as a Blob and text as text", async () => {
  const paths = (mediaType: string) => `
  /a:
    get:
      operationId: get
      responses: { "200": { description: ok, content: { ${mediaType}: { schema: { type: string, format: FORMAT } } } } }
`;
  const answer = () => new Response("hello");

  const bytes = await call(paths("image/png").replace("FORMAT", "binary"), "get", {}, answer);
  const text = await call(paths("text/csv").replace("FORMAT", "csv"), "get", {}, answer);

  expect(bytes.result.data).toBeInstanceOf(Blob);
  expect(text.result.data).toBe("hello");
});

test("an endpoint gives the body of a failure as the error, and throws nothing", async () => {
  const paths = `
  /a:
    get: { operationId: get, responses: { "404": { description: bad } } }
`;
  const answer = () => Response.json({ error: "none" }, { status: 404 });

  const { result } = await call(paths, "get", undefined, answer);

  expect(result).toMatchObject({ error: { error: "none" }, response: { status: 404 } });
});
