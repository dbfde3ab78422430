import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { call, withDefaults } from "../../scripts/openapi/endpoint-call.ts";

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly header: string | null;
  readonly body: string;
}

/** Creates a client without network, and the list of the requests that it has sent. */
function createRecorder(respond = () => Response.json({ ok: true })) {
  const requests: Sent[] = [];
  const client = createClient({
    baseUrl: "https://api.example.com",
    bodySerializer: (body) => (typeof body === "string" ? body : JSON.stringify(body)),
    async fetch(request) {
      const { method, url, headers } = request;
      const [contentType, header] = [headers.get("content-type"), headers.get("x-a")];
      requests.push({ method, url, contentType, header, body: await request.text() });
      return respond();
    },
  });
  return { client, requests };
}

test("call() sends path, query, headers and body where they belong", async () => {
  const { client, requests } = createRecorder();
  const options = {
    path: { id: "a/b" },
    query: { q: "1" },
    headers: { "X-A": "2" },
    body: { c: 3 },
  };

  const result = await call(client, "post", "/a/{id}", options);

  expect(requests).toEqual([
    {
      method: "POST",
      url: "https://api.example.com/a/a%2Fb?q=1",
      contentType: "application/json",
      header: "2",
      body: '{"c":3}',
    },
  ]);
  expect(result).toMatchObject({ data: { ok: true } });
});

const upload = { contentType: "application/octet-stream", baseUrl: "https://upload.example.com" };

test("withDefaults() sends the media type of a body that is not JSON, to the operation's own server", async () => {
  const { client, requests } = createRecorder();

  await call(client, "put", "/a", withDefaults({ body: "bytes" }, upload));

  expect(requests).toMatchObject([
    {
      contentType: "application/octet-stream",
      url: "https://upload.example.com/a",
      body: "bytes",
    },
  ]);
});

test("withDefaults() sends no media type without a body", async () => {
  const { client, requests } = createRecorder();

  await call(client, "put", "/a", withDefaults({}, upload));

  expect(requests).toMatchObject([{ contentType: null }]);
});

test("withDefaults() prefers the media type and the server of the caller", async () => {
  const { client, requests } = createRecorder();
  const options = {
    body: "bytes",
    headers: { "content-type": "video/mp4" },
    baseUrl: "https://other.example.com",
  };

  await call(client, "put", "/a", withDefaults(options, upload));

  expect(requests).toMatchObject([
    { contentType: "video/mp4", url: "https://other.example.com/a" },
  ]);
});

test("call() returns the body of a failure as the error and does not throw", async () => {
  const { client } = createRecorder(() => Response.json({ error: "none" }, { status: 404 }));

  const result = await call(client, "get", "/a", {});

  expect(result).toMatchObject({
    error: { error: "none" },
    status: 404,
    response: { status: 404 },
  });
});

test("call() adds the status to the result of a success", async () => {
  const { client } = createRecorder(() => Response.json({ id: 1 }, { status: 201 }));

  const result = await call(client, "get", "/a", {});

  expect(result).toMatchObject({ data: { id: 1 }, status: 201 });
});

test("call() accepts the results of a client without responses", async () => {
  const client = { request: async () => ({ data: 1 }) };

  const result = await call(client, "get", "/a", {});

  expect(result).toEqual({ data: 1, status: undefined });
});
