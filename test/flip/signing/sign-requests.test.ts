import { createVideo, listVideos, type paths, signRequests } from "flip-pili/flip";
import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { credentials, type FlipServer, startServer } from "../../helpers/flip-server.ts";
import { isSignedCorrectly } from "../../helpers/verify-signature.ts";

test("signRequests() signs what a foreign client sends", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = foreignClient(server);
  client.use(signRequests({ ...credentials, factoryId: "my-factory" }));

  await listVideos(client, { query: { status: "success", page: 2 } });

  expect(server.requests[0]?.params).toMatchObject({ factory_id: "my-factory", page: "2" });
  expect(verify(server)).toBe(true);
});

test("signRequests() signs a query that the client wrote in its own way", async () => {
  const server = await startServer(() => ({ json: {} }));
  const client = foreignClient(server, () => "z=a+b&events[b]=1&title=it's%20(me)!&events[a]=%7e");
  client.use(signRequests(credentials));

  await listVideos(client);

  expect(server.requests[0]?.query).toMatch(
    /^access_key=my-access-key&events\[a\]=~&events\[b\]=1&.*&title=it%27s%20%28me%29%21&z=a%20b$/,
  );
  expect(verify(server)).toBe(true);
});

test("signRequests() replaces parameters that pretend to be the signature's", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = foreignClient(server, () => "signature=forged&access_key=forged&factory_id=x");
  client.use(signRequests(credentials));

  await listVideos(client);

  expect(server.requests[0]?.query).not.toMatch(/forged|factory_id/);
  expect(verify(server)).toBe(true);
});

test("signRequests() keeps method, headers and body", async () => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const client = foreignClient(server);
  client.use(signRequests(credentials));
  const file = new Blob(["panda"]);

  await client.POST("/videos.json", {
    params: { query: { profiles: "h264" } },
    headers: { "X-Own": "kept" },
    body: { file } as never,
    bodySerializer: () => file,
  });

  expect(server.requests[0]).toMatchObject({ method: "POST", headers: { "x-own": "kept" } });
  expect(server.requests[0]?.body.toString()).toBe("panda");
  expect(verify(server)).toBe(true);
});

test("signRequests() never signs two requests with the same timestamp", async () => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const client = foreignClient(server);
  const now = () => new Date("2016-10-03T09:52:01.123Z");
  client.use(signRequests(credentials, { now }));

  const query = { source_url: "http://files.example/panda.mp4" };
  await createVideo(client, { query });
  await createVideo(client, { query });

  expect(server.requests.map(({ params }) => params.timestamp)).toEqual([
    "2016-10-03T09:52:01.123000Z",
    "2016-10-03T09:52:01.123001Z",
  ]);
});

test.each(["accessKey", "secretKey"])("signRequests() refuses an empty %s", (argument) => {
  const sign = () => signRequests({ ...credentials, [argument]: " " });

  expect(sign).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

function foreignClient({ port }: FlipServer, querySerializer?: () => string) {
  const baseUrl = `http://127.0.0.1:${port}/v3.0`;
  return createClient<paths>(querySerializer ? { baseUrl, querySerializer } : { baseUrl });
}

function verify({ requests }: FlipServer): boolean {
  const evidence = { method: "", path: "", query: "", host: "127.0.0.1", ...requests[0] };
  return isSignedCorrectly({ ...evidence, secretKey: credentials.secretKey });
}
