import {
  type ApiResponse,
  createFlipClient,
  createVideo,
  HttpError,
  listVideos,
  NetworkError,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, credentials, type FlipServer, startServer } from "../../helpers/flip-server.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";

// Everything here holds for `node:http` and for a `fetch` that the caller passes.

const transports = [
  { transport: "node:http", options: {} },
  { transport: "fetch", options: { fetch: globalThis.fetch } },
];

function clientOf({ port }: FlipServer, options: object) {
  return createFlipClient({ ...credentials, apiHost: "127.0.0.1", apiPort: port, ...options });
}

for (const { transport, options } of transports) {
  test.each([300, 301, 302, 303, 304, 307, 308])(
    `${transport}: a response with %i is a NetworkError after one request`,
    async (status) => {
      const headers = { Location: "/v3.0/elsewhere.json?signature=secret" };
      const server = await startServer(() => ({ status, headers }));

      const error = await outcomeOf(
        connect(server, { ...options, retries: 2 }).get("/videos.json"),
      );

      expect(error).toBeInstanceOf(NetworkError);
      expect((error as Error).message).toMatch(
        new RegExp(`failed: redirects are not followed \\(status ${status}\\)$`),
      );
      expect(server.requests).toHaveLength(1);
    },
  );

  test(`${transport}: a response can be read in every form, any number of times`, async () => {
    const body = '{"error":"Gone","id":12345678901234567890}';
    const headers = { "Content-Type": "application/json", "X-Reqid": "r1" };
    const server = await startServer(() => ({ status: 612, text: body, headers }));

    const { response, error } = await listVideos(clientOf(server, options));

    expect(error).toEqual({ error: "Gone", id: "12345678901234567890" });
    expect(response).toMatchObject({
      status: 612,
      ok: false,
      url: `http://127.0.0.1:${server.port}/v3.0/videos.json`,
    });
    expect(response.headers.get("x-reqid")).toBe("r1");
    expect(response.headers.get("X-ReqId")).toBe("r1");
    expect([...response.headers]).toContainEqual(["x-reqid", "r1"]);
    expect(await response.json()).toEqual(error);
    expect(await response.text()).toBe(body);
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(body);
    const blob = await response.blob();
    expect([blob.type, await blob.text()]).toEqual(["application/json", body]);
  });

  test(`${transport}: a chunked response has the length of its body, as decoded`, async () => {
    const server = await startServer((_, response) => {
      response.setHeader("Content-Type", "application/json");
      response.write("[");
      response.end("]");
      return undefined;
    });

    const { response } = await listVideos(clientOf(server, options));

    expect(response.headers.get("Content-Length")).toBe("2");
    expect(response.headers.has("Transfer-Encoding")).toBe(false);
  });

  test(`${transport}: middleware can return the request and response that it was given`, async () => {
    const server = await startServer(() => ({ json: [{ id: "v" }] }));
    const client = clientOf(server, options);
    client.use({
      onRequest: ({ request }) => {
        request.headers.set("X-Added", "yes");
        return request;
      },
      onResponse: ({ response }) => response,
    });

    const { data } = await listVideos(client);

    expect(data).toEqual([{ id: "v" }]);
    expect(server.requests[0]?.headers["x-added"]).toBe("yes");
  });

  test(`${transport}: middleware can return a response of the platform`, async () => {
    const server = await startServer(() => ({ json: [{ id: "v" }] }));
    const client = clientOf(server, options);
    client.use({
      onResponse: async ({ response }) => {
        const { body, ...rest } = response;
        return new Response(body, { ...rest, headers: { "X-New": "1" } });
      },
    });

    const { data, response } = await listVideos(client);

    expect(data).toEqual([{ id: "v" }]);
    expect(response.headers.get("X-New")).toBe("1");
  });

  test(`${transport}: a body of more than maxResponseBytes is an HttpError after one request`, async () => {
    const server = await startServer(() => ({ json: ["0123456789"] }));
    const limits = { ...options, maxResponseBytes: 13, retries: 2 };

    const error = await outcomeOf(connect(server, limits).get("/videos.json"));
    const whole = await connect(server, { ...limits, maxResponseBytes: 14 }).get("/videos.json");

    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      status: 200,
      message: expect.stringMatching(/ returned 200 with a body of more than 13 bytes$/),
    });
    expect(whole).toEqual(["0123456789"]);
    expect(server.requests).toHaveLength(2);
  });

  test(`${transport}: a binary response is left unread until the caller reads it`, async () => {
    const headers = { "Content-Type": "video/mp4" };
    const server = await startServer(() => ({ text: "0123456789", headers }));
    const client = clientOf(server, { ...options, maxResponseBytes: 10 });
    const small = clientOf(server, { ...options, maxResponseBytes: 9 });

    const read = (from: typeof client) =>
      from.GET("/videos.json", { parseAs: "arrayBuffer" as "json" });

    const { data } = await read(client);
    const tooLarge = await outcomeOf(read(small));

    expect(Buffer.from(data as unknown as ArrayBuffer).toString()).toBe("0123456789");
    expect(tooLarge).toMatchObject({ name: "HttpError", status: 200 });
  });

  test(`${transport}: a binary response can be read any number of times, or once as a stream`, async () => {
    const headers = { "Content-Type": "video/mp4" };
    const server = await startServer(() => ({ text: "0123456789", headers }));
    const client = clientOf(server, options);
    const read = async () => {
      const { response, data } = await client.GET("/videos.json", { parseAs: "stream" as "json" });
      return { response: response as Response, stream: data as unknown as ReadableStream };
    };

    const { response } = await read();
    const [blob, buffer] = await Promise.all([response.blob(), response.clone().arrayBuffer()]);
    const again = await response.text();
    const streamed = await read();

    expect([await blob.text(), Buffer.from(buffer).toString()]).toEqual([
      "0123456789",
      "0123456789",
    ]);
    expect(again).toBe("0123456789");
    expect(streamed.response.body).toBe(streamed.stream);
    expect(await new Response(streamed.stream).text()).toBe("0123456789");
  });

  test(`${transport}: middleware can read a copy of the response`, async () => {
    const server = await startServer(() => ({ json: [{ id: "v" }] }));
    const client = clientOf(server, options);
    const copies: unknown[] = [];
    client.use({
      onResponse: async ({ response }) => void copies.push(await response.clone().json()),
    });

    const { data } = await listVideos(client);

    expect(data).toEqual([{ id: "v" }]);
    expect(copies).toEqual([data]);
  });

  test(`${transport}: forms, bytes, blobs and streams arrive as they were sent`, async () => {
    const server = await startServer(({ headers, body }) => ({
      json: { type: headers["content-type"], text: body.toString() },
    }));
    const client = clientOf(server, options);
    const post = async (body: unknown, type: string) => {
      const headers = { "Content-Type": type };
      const query = { source_url: "http://files.example/v.mp4" };
      const { data } = await createVideo(client, { query, headers, body: body as { file: Blob } });
      return data as unknown as { type: string; text: string };
    };
    const form = new FormData();
    form.append("na\nme", "line\nbreak");
    form.append("file", new File(["bytes"], 'quote".mp4', { type: "video/mp4" }));

    const sent = await post(form, "multipart/form-data");
    const octets = "application/octet-stream";

    expect(await post(new TextEncoder().encode("bytes"), octets)).toEqual({
      type: octets,
      text: "bytes",
    });
    expect((await post(new Blob(["blob"]), octets)).text).toBe("blob");
    const [, boundary = ""] = /boundary=(.+)$/.exec(sent.type) ?? [];
    expect(sent.text.replaceAll(boundary, "B").trimEnd()).toBe(
      [
        "--B",
        'Content-Disposition: form-data; name="na%0D%0Ame"',
        "",
        "line\r\nbreak",
        "--B",
        'Content-Disposition: form-data; name="file"; filename="quote%22.mp4"',
        "Content-Type: video/mp4",
        "",
        "bytes",
        "--B--",
      ].join("\r\n"),
    );
  });
}

test("fetch: a redirect that a browser hides is a NetworkError", async () => {
  const opaque = Object.defineProperties(Response.error(), { type: { value: "opaqueredirect" } });
  let calls = 0;
  const fetch = async () => {
    calls++;
    return opaque;
  };

  const error = await outcomeOf(connect({ port: 80 }, { fetch, retries: 2 }).get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringMatching(/failed: redirects are not followed$/),
  });
  expect(calls).toBe(1);
});

test.each([
  {
    what: "throws a TypeError",
    fetch: () => {
      throw new TypeError("x is not a function");
    },
  },
  { what: "returns nothing", fetch: async () => undefined as unknown as Response },
])("fetch: a function that $what is called once", async ({ fetch }) => {
  let calls = 0;
  const counted = () => {
    calls++;
    return fetch();
  };
  const tc = connect({ port: 80 }, { fetch: counted, retries: 2 });

  const error = await outcomeOf(tc.get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringMatching(
      /failed: the option fetch (threw an error|returned no Response)$/,
    ),
  });
  expect(calls).toBe(1);
});

test("the platform's Response has the type of responses", () => {
  const response: ApiResponse = Response.json({});

  expect(response.ok).toBe(true);
});
