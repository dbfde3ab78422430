import { createFlipClient, InvalidArgumentError, listVideos, TimeoutError } from "flip-pili/flip";
import { Credentials, Hub, rtmpPublishUrl } from "flip-pili/pili";
import { expect, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { hubOf, isSignedCorrectly, keys, streamData } from "../helpers/pili-server.ts";
import { isSignedCorrectly as isFlipSigned } from "../helpers/verify-signature.ts";

const retryNow = { status: 429, headers: { "Retry-After": "0" }, json: {} };

test.each([
  ["synchronous", (key: string) => key],
  ["asynchronous", async (key: string) => key],
])("%s functions return the keys of each attempt", async (_, wrap) => {
  const server = await startServer(() => (server.requests.length === 1 ? retryNow : { json: [] }));
  let version = 0;
  const tc = connect(server, {
    accessKey: () => wrap(`access-${++version}`),
    secretKey: () => wrap(`secret-${version}`),
    retries: 1,
  });

  await tc.get("/videos.json");

  const used = server.requests.map(({ params }) => params.access_key);
  expect(used).toEqual(["access-1", "access-2"]);
  const isSigned = server.requests.map((request, index) =>
    isFlipSigned({ ...request, host: "127.0.0.1", secretKey: `secret-${index + 1}` }),
  );
  expect(isSigned).toEqual([true, true]);
});

test("one key may be a function and the other text (level 1)", async () => {
  const server = await startServer(() => ({ json: [] }));
  const apiHost = "127.0.0.1";
  const secretKey = async () => "secret";
  const client = createFlipClient({ accessKey: "a", secretKey, apiHost, apiPort: server.port });

  await listVideos(client);

  expect(
    server.requests.map((request) =>
      isFlipSigned({ ...request, host: "127.0.0.1", secretKey: "secret" }),
    ),
  ).toEqual([true]);
});

test("requests about a factory use the functions", async () => {
  const server = await startServer(({ path }) => ({
    json: path.endsWith("/videos.json") ? [] : { id: "f" },
  }));
  let version = 0;
  const accessKey = async () => `access-${++version}`;
  const factory = await connect(server, { accessKey }).getResource("flip").factories.find("f");

  await factory.videos.all();

  const used = server.requests.map(({ params }) => [params.access_key, params.factory_id]);
  expect(used).toEqual([
    ["access-1", undefined],
    ["access-2", "f"],
  ]);
});

test("an error of a function reaches the caller unchanged and is not retried", async () => {
  const server = await startServer(() => ({ json: [] }));
  const failure = new Error("vault is sealed");
  let calls = 0;
  const fail = async (): Promise<string> => {
    calls++;
    throw failure;
  };

  await expect(connect(server, { secretKey: fail, retries: 3 }).get("/videos.json")).rejects.toBe(
    failure,
  );

  expect(calls).toBe(1);
  expect(server.requests).toHaveLength(0);
});

test.each([undefined, "", " a", 7])("a function that returns %j is rejected", async (value) => {
  const server = await startServer(() => ({ json: [] }));
  const accessKey = async () => value as string;

  const failure = await connect(server, { accessKey })
    .get("/videos.json")
    .catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(InvalidArgumentError);
  expect(failure).toMatchObject({ argument: "accessKey" });
  expect(server.requests).toHaveLength(0);
});

test("timeoutMs and signal end a call whose keys do not arrive", async () => {
  const never = () => new Promise<string>(() => {});
  const tc = connect({ port: 1 }, { secretKey: never });
  const controller = new AbortController();

  const slow = tc.get("/videos.json", {}, { timeoutMs: 20 });
  const aborted = tc.get("/videos.json", {}, { signal: controller.signal });
  controller.abort("enough");

  await expect(aborted).rejects.toBe("enough");
  await expect(slow).rejects.toBeInstanceOf(TimeoutError);
});

test("signedParams() and accessKey use synchronous functions", () => {
  let version = 1;
  const tc = connect({ port: 1 }, { accessKey: () => `access-${version}` });
  const before = tc.signedParams("GET", "/videos.json");

  version = 2;

  expect(before.access_key).toBe("access-1");
  expect(tc.signedParams("GET", "/videos.json").access_key).toBe("access-2");
  expect(tc.accessKey).toBe("access-2");
});

test("synchronous members throw with asynchronous functions", async () => {
  const reject = async (): Promise<string> => {
    throw new Error("not an unhandled rejection");
  };
  const tc = connect({ port: 1 }, { secretKey: reject });
  const credentials = new Credentials("a", reject);
  const stream = { ...streamData, publishSecurity: "expiry_sk" };
  const request = { method: "GET", url: "http://example.com/" };

  const calls = [
    () => tc.accessKey,
    () => tc.signedParams("GET", "/videos.json"),
    () => credentials.accessKey,
    () => credentials.sign("data"),
    () => credentials.authorization(request),
    () => credentials.verifyCallback({ ...request, headers: {} }),
    () => rtmpPublishUrl(stream, { credentials }),
  ];

  for (const call of calls) {
    expect(call).toThrow(
      expect.objectContaining({
        name: "InvalidArgumentError",
        argument: "secretKey",
        message: expect.stringContaining("not an asynchronous function"),
      }),
    );
  }
});

test.each([
  ["synchronous", (key: string) => key],
  ["asynchronous", async (key: string) => key],
])("Hub signs with %s functions", async (_, wrap) => {
  const server = await startServer(() => ({ json: { items: [], marker: "" } }));
  let calls = 0;
  const secretKey = () => {
    calls++;
    return wrap(keys.secretKey);
  };
  const host = `127.0.0.1:${server.port}`;
  const hub = new Hub(new Credentials(keys.accessKey, secretKey), "test-hub", { apiHost: host });

  await hub.listStreams();
  await hub.listStreams();

  expect(server.requests.map(isSignedCorrectly)).toEqual([true, true]);
  expect(calls).toBe(2);
});

test("Credentials.resolve() returns credentials with the current keys", async () => {
  const credentials = new Credentials(
    async () => keys.accessKey,
    async () => keys.secretKey,
  );

  const resolved = await credentials.resolve();

  const text = new Credentials(keys.accessKey, keys.secretKey);
  expect(resolved).toBeInstanceOf(Credentials);
  expect(resolved.accessKey).toBe(keys.accessKey);
  expect(resolved.sign("data")).toBe(text.sign("data"));
  await expect(text.resolve()).resolves.toBe(text);
});

test("a hub rejects a key that is not valid when it sends", async () => {
  const server = await startServer(() => ({ json: {} }));
  const bad = new Credentials(() => "a b", keys.secretKey);
  const hub = new Hub(bad, "test-hub", { apiHost: `127.0.0.1:${server.port}` });

  await expect(hub.listStreams()).rejects.toMatchObject({ argument: "accessKey" });
  expect(hubOf(server)).toBeDefined();
  expect(server.requests).toHaveLength(0);
});
