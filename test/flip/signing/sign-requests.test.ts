import fc from "fast-check";
import { createVideo, listVideos, type paths, signRequests } from "flip-pili/flip";
import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { anyCharacter } from "../../helpers/any-character.ts";
import { credentials, type FlipServer, startServer } from "../../helpers/flip-server.ts";
import { propertyOptions } from "../../helpers/property.ts";
import { isSignedCorrectly } from "../../helpers/verify-signature.ts";

test("signRequests() signs the requests of another client", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = otherClient(server);
  client.use(signRequests({ ...credentials, factoryId: "my-factory" }));

  await listVideos(client, { query: { status: "success", page: 2 } });

  expect(server.requests[0]?.params).toMatchObject({ factory_id: "my-factory", page: "2" });
  expect(verify(server)).toBe(true);
});

test("signRequests() signs a query that the client has serialized differently", async () => {
  const server = await startServer(() => ({ json: {} }));
  const client = otherClient(server, () => "z=a+b&events[b]=1&title=it's%20(me)!&events[a]=%7e");
  client.use(signRequests(credentials));

  await listVideos(client);

  expect(server.requests[0]?.query).toMatch(
    /^access_key=my-access-key&events\[a\]=~&events\[b\]=1&.*&title=it%27s%20%28me%29%21&z=a%20b$/,
  );
  expect(verify(server)).toBe(true);
});

test("signRequests() signs a query of any characters", async () => {
  const server = await startServer(() => ({ json: [] }));
  const special = fc.constantFrom(..." []%.+&=", "a", "%5B", "é");
  const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.string({ unit: special }));
  const property = fc.asyncProperty(fc.dictionary(text, text), async (params) => {
    const client = otherClient(server, () => String(new URLSearchParams(params)));
    client.use(signRequests(credentials));

    await listVideos(client);

    expect(verify(server)).toBe(true);
  });

  await fc.assert(property, propertyOptions(100));
});

test("signRequests() replaces parameters named like those of the signature", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = otherClient(server, () => "signature=forged&access_key=forged&factory_id=x");
  client.use(signRequests(credentials));

  await listVideos(client);

  expect(server.requests[0]?.query).not.toMatch(/forged/);
  expect(server.requests[0]?.params.factory_id).toBe("x"); // The credentials have none.
  expect(verify(server)).toBe(true);
});

test("signRequests() preserves method, headers and body", async () => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const client = otherClient(server);
  client.use(signRequests(credentials));
  const file = new Blob(["panda"]);

  await client.POST("/videos.json", {
    params: { query: { profiles: "h264" } },
    headers: { "X-Own": "own" },
    body: { file } as never,
    bodySerializer: () => file,
  });

  expect(server.requests[0]).toMatchObject({ method: "POST", headers: { "x-own": "own" } });
  expect(server.requests[0]?.body.toString()).toBe("panda");
  expect(verify(server)).toBe(true);
});

test("signRequests() never signs two requests with the same timestamp", async () => {
  const server = await startServer(() => ({ json: { id: "v" } }));
  const client = otherClient(server);
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

test.each(["accessKey", "secretKey"])("signRequests() rejects an empty %s", (argument) => {
  const sign = () => signRequests({ ...credentials, [argument]: " " });

  expect(sign).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

function otherClient({ port }: FlipServer, querySerializer?: () => string) {
  const baseUrl = `http://127.0.0.1:${port}/v3.0`;
  return createClient<paths>(querySerializer ? { baseUrl, querySerializer } : { baseUrl });
}

/** Checks the signature of the last request. */
function verify({ requests }: FlipServer): boolean {
  const evidence = { method: "", path: "", query: "", host: "127.0.0.1", ...requests.at(-1) };
  return isSignedCorrectly({ ...evidence, secretKey: credentials.secretKey });
}
