import { Credentials, type paths, signRequests } from "flip-pili/pili";
import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";

const credentials = new Credentials("access-key", "secret-key");

test("signRequests() signs the body and query of another client", async () => {
  const server = await startServer(() => ({ json: {} }));
  const client = createClient<paths>({ baseUrl: `http://127.0.0.1:${server.port}/v1` });
  client.use(signRequests(credentials));

  await client.GET("/streams", { params: { query: { hub: "test-hub", title: "a b&c" } } });
  await client.POST("/streams", { body: { hub: "test-hub", publishKey: "密钥" } });

  const verdicts = server.requests.map(({ method, path, query, headers, body }) =>
    credentials.verifyCallback({ method, url: query ? `${path}?${query}` : path, headers, body }),
  );
  expect(verdicts).toEqual([true, true]);
  expect(server.requests[1]?.body.toString()).toBe('{"hub":"test-hub","publishKey":"密钥"}');
});
