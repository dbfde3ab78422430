import { createFlipClient, listVideos, TelestreamCloud, unwrap } from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { apiKey, connect } from "../helpers/flip-3.1-server.ts";
import { closedPort, startServer } from "../helpers/flip-server.ts";
import { fetchFailure, outcomeOf } from "../helpers/network-faults.ts";

const notFound = (message: string) => ({ error: "RecordNotFound", message });

test.each([
  {
    what: "a key that the service does not know",
    reply: { status: 401, json: { error: "NotAuthorized", message: "Invalid key" } },
    message:
      "returned 401 NotAuthorized: Invalid key (check the options apiKey and apiHost, the region of the account (now 127.0.0.1))",
  },
  {
    what: "a key without permission",
    reply: { status: 403, json: { error: "Forbidden", message: "Not allowed" } },
    message:
      "returned 403 Forbidden: Not allowed (check whether the key of the option apiKey permits this, and apiHost, the region of the account (now 127.0.0.1))",
  },
  {
    what: "a page of another service",
    reply: { status: 404, text: "<html>not found</html>" },
    message: "returned 404 (check the option apiHost, the region of the account (now 127.0.0.1))",
  },
  {
    what: "a factory that the account does not have",
    reply: { status: 404, json: notFound("Couldn't find Factory with ID=f") },
    message:
      "returned 404 RecordNotFound: Couldn't find Factory with ID=f (check the option factoryId (now f), and apiHost, the region of the account (now 127.0.0.1))",
  },
  {
    what: "a video that does not exist",
    reply: { status: 404, json: notFound("Couldn't find Video with ID=v") },
    message: "returned 404 RecordNotFound: Couldn't find Video with ID=v",
  },
  {
    what: "a failure of the service",
    reply: { status: 500, json: { error: "InternalError", message: "Sorry" } },
    message: "returned 500 InternalError: Sorry",
  },
])("the error for $what names the options to check", async ({ reply, message }) => {
  const server = await startServer(() => reply);
  const tc = connect(server, { factoryId: "f" });
  const { port } = server;
  const options = { apiKey, apiHost: "127.0.0.1", apiPort: port, factoryId: "f", retries: 0 };

  const errors = [
    await outcomeOf(tc.get("/videos.json")),
    await outcomeOf(unwrap(listVideos(createFlipClient(options)))),
  ];

  const line = `GET http://127.0.0.1:${port}/flip/3.1/videos.json`;
  for (const error of errors) {
    expect(error).toMatchObject({ name: "HttpError", message: `${line} ${message}` });
  }
});

test.each(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ERR_TLS_CERT_ALTNAME_INVALID"])(
  "the error after %s names the host",
  async (code) => {
    const fetch = () => Promise.reject(fetchFailure(code));
    const options = { apiKey, apiHost: "api.example.com", factoryId: "f", fetch, retries: 0 };

    const error = await outcomeOf(new TelestreamCloud(options).get("/videos.json"));

    expect(error).toMatchObject({
      name: "NetworkError",
      method: "GET",
      url: "https://api.example.com:443/flip/3.1/videos.json",
      message: expect.stringMatching(
        new RegExp(
          `^GET https://\\S+ failed: .*\\(${code}\\).*: check the option apiHost \\(now api.example.com\\)$`,
        ),
      ),
      cause: { message: "fetch failed" },
    });
  },
);

test("the error of a real connection that is refused names the host", async () => {
  const port = await closedPort();

  const error = await outcomeOf(connect({ port }, { factoryId: "f" }).get("/videos.json"));

  expect(error).toMatchObject({
    name: "NetworkError",
    message: expect.stringContaining("(ECONNREFUSED): check the option apiHost (now 127.0.0.1)"),
  });
});

test("other network failures are unchanged", async () => {
  const fetch = () => Promise.reject(fetchFailure("ECONNRESET"));
  const options = { apiKey, factoryId: "f", fetch, retries: 0 };

  const error = await outcomeOf(new TelestreamCloud(options).get("/videos.json"));

  expect(error).toMatchObject({ message: expect.not.stringContaining("apiHost") });
});

test("the client of the generated functions still takes middleware", async () => {
  const server = await startServer(() => ({ json: { videos: [] } }));
  const { port } = server;
  const options = { apiKey, apiHost: "127.0.0.1", apiPort: port, factoryId: "f" };
  const client = createFlipClient(options);
  client.use({ onRequest: ({ request }) => void request.headers.set("X-Trace", "1") });

  await unwrap(listVideos(client));

  expect(server.requests[0]?.headers["x-trace"]).toBe("1");
});
