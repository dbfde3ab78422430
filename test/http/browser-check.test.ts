import { canonicalQuery, createFlipClient, signature, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub, hlsLiveUrls, rtmpPublishUrl } from "flip-pili/pili";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Globals of runtimes, as far as they tell them apart. */
const page = { window: { document: {} }, navigator: { userAgent: "Mozilla/5.0" } };
const worker = { WorkerGlobalScope: class {}, navigator: { userAgent: "Mozilla/5.0" } };

const browsers: [string, object][] = [
  ["a page", page],
  ["a web worker", worker],
  ["jsdom on Node", { window: { document: {} }, navigator: { userAgent: "Node.js jsdom" } }],
];

const servers: [string, object][] = [
  ["Node", {}],
  ["workerd", { WorkerGlobalScope: class {}, WebSocketPair: class {} }],
  ["Deno", { ...worker, Deno: {} }],
  ["Bun with happy-dom", { ...page, Bun: {} }],
  ["Vercel edge-runtime", { ...worker, EdgeRuntime: "edge-runtime" }],
  ["React Native", { window: {} }],
];

function stubGlobals(globals: object): void {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}

const keys = { accessKey: "ak", secretKey: "sk" };

test.each(browsers)("a secret key in %s needs dangerouslyAllowBrowser", (_name, globals) => {
  stubGlobals(globals);
  const rejection = expect.objectContaining({
    name: "InvalidArgumentError",
    argument: "dangerouslyAllowBrowser",
    message: expect.stringMatching(/browser.*jsdom/),
  });

  for (const dangerouslyAllowBrowser of [undefined, false]) {
    const options = { dangerouslyAllowBrowser };
    expect(() => new TelestreamCloud({ ...keys, ...options })).toThrow(rejection);
    expect(() => createFlipClient({ ...keys, ...options })).toThrow(rejection);
    expect(() => new Credentials("ak", "sk", options)).toThrow(rejection);
  }
});

test.each(browsers)("dangerouslyAllowBrowser allows a secret key in %s", async (_name, globals) => {
  stubGlobals(globals);
  const dangerouslyAllowBrowser = true;

  const tc = new TelestreamCloud({ ...keys, dangerouslyAllowBrowser });
  const credentials = new Credentials("ak", () => "sk", { dangerouslyAllowBrowser });
  const resolved = await credentials.resolve();

  expect(tc.signedParams("GET", "/videos.json")).toHaveProperty("signature");
  expect(new Hub(credentials, "hub").name).toBe("hub");
  expect(resolved.sign("a")).toBe(credentials.sign("a"));
});

test.each(browsers)("functions for signatures and URLs need no option in %s", (_name, globals) => {
  const stream = { hub: "h", title: "t", publishKey: "k", publishSecurity: "static" };
  const hosts = { publish: { rtmp: "p" }, live: { hls: "l" } };
  stubGlobals(globals);

  expect(signature("sk", "text")).toHaveLength(44);
  expect(canonicalQuery({ a: 1 })).toBe("a=1");
  expect(rtmpPublishUrl({ ...stream, hosts })).toBe("rtmp://p/h/t?key=k");
  expect(hlsLiveUrls({ ...stream, hosts }).ORIGIN).toBe("http://l/h/t.m3u8");
});

test.each(servers)("a secret key needs no option in %s", (_name, globals) => {
  stubGlobals(globals);

  const tc = new TelestreamCloud(keys);

  expect(tc.signedParams("GET", "/videos.json")).toHaveProperty("signature");
  expect(new Credentials("ak", "sk").accessKey).toBe("ak");
});
