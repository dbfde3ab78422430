import "../../helpers/warm-up.ts";
import { networkInterfaces } from "node:os";
import { TelestreamCloud } from "flip-pili/flip";
import {
  type ListenOptions,
  startMockServer,
  startProxy,
  startUploadServer,
} from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { closedPort, startServer } from "../../helpers/flip-server.ts";
import { credentials, signedQuery, startFlip } from "../../helpers/mock-flip.ts";
import { sendBytes } from "../../helpers/raw-traffic.ts";

type Started = { readonly port: number; close(): Promise<void> };

/** Every server of the package. */
const servers = {
  "the mock of Flip": (options: ListenOptions) => startMockServer("flip", options),
  "the mock of Pili": (options: ListenOptions) => startMockServer("pili", options),
  UploadServer: (options: ListenOptions) => startUploadServer(options),
  async ValidatingProxy(options: ListenOptions) {
    const upstream = await startServer(() => ({ status: 404, json: {} }));
    return startProxy("flip", { upstream: `http://127.0.0.1:${upstream.port}`, ...options });
  },
} satisfies Record<string, (options: ListenOptions) => Promise<Started>>;

async function start(name: keyof typeof servers, options: ListenOptions = {}): Promise<Started> {
  const server = await servers[name](options);
  onTestFinished(() => server.close());
  return server;
}

/** Sends a form as a browser does, with these headers. Returns the status and the body. */
async function sendForm(server: Started, headers: string, method = "POST"): Promise<string> {
  const lines = [
    `${method} /v3.0/notifications.json HTTP/1.1`,
    headers.replaceAll("PORT", String(server.port)),
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Length: 15",
    "Connection: close",
  ];
  const body = "url=http%3A%2F%2F";
  const response = await sendBytes(server, `${lines.join("\r\n")}\r\n\r\n${body.slice(0, 15)}`);
  const text = String(response);
  return `${text.slice(9, 12)} ${text.slice(text.indexOf("\r\n\r\n") + 4)}`;
}

const names = Object.keys(servers) as (keyof typeof servers)[];

const rejected = [
  "Host: evil.example:PORT",
  "Host: evil.example",
  "Host: localhost.evil.example",
  "Host: notpandastream.com",
  "Host: 192.168.1.1:PORT",
  "Host: a b",
  "Host: 127.0.0.1:PORT\r\nOrigin: https://evil.example",
  "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example:PORT",
  "Host: 127.0.0.1:PORT\r\nOrigin: null",
  "Host: 127.0.0.1:PORT\r\nOrigin: http://intranet",
  "Host: 127.0.0.1:PORT\r\nOrigin: http://10.0.0.1",
  "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site",
];

test.each(names)("%s rejects foreign hosts and pages", async (name) => {
  const server = await start(name);

  const responses = await Promise.all(rejected.map((headers) => sendForm(server, headers)));

  for (const response of responses) {
    expect(response).toMatch(/^403 .* is not allowed/);
  }
});

const [local, foreign, opaque] = ["http://localhost:3000", "https://app.example", "null"].map(
  (origin) => `Host: localhost\r\nOrigin: ${origin}`,
);
const preflight = `${local}\r\nAccess-Control-Request-Method: PUT`;
const [byCors, byHost] = ["it to cors (--cors)", "its host name to allowHosts (--allow-host)"];
const hasCors = names.filter((name) => name !== "ValidatingProxy");

test.each(hasCors)("%s says which option allows a host or page", async (name) => {
  const server = await start(name);

  const responses = await Promise.all([
    sendForm(server, "Host: mock.test"),
    sendForm(server, String(foreign)),
    sendForm(server, String(opaque)),
    sendForm(server, preflight, "OPTIONS"),
  ]);

  expect(responses).toEqual([
    expect.stringContaining(`The Host mock.test is not allowed: add ${byHost}`),
    expect.stringContaining(
      `The Origin https://app.example is not allowed: add ${byCors}, or ${byHost}`,
    ),
    expect.stringContaining(`The Origin null is not allowed: add ${byCors}"`),
    expect.stringContaining(`The Origin http://localhost:3000 is not allowed: add ${byCors}"`),
  ]);
  for (const response of responses) expect(response).toMatch(/^403/);
});

test("ValidatingProxy says which option allows a page, and forwards preflights", async () => {
  const server = await start("ValidatingProxy");

  const responses = await Promise.all([
    sendForm(server, String(foreign)),
    sendForm(server, String(opaque)),
    sendForm(server, preflight, "OPTIONS"),
  ]);

  expect(responses).toEqual([
    expect.stringContaining(`The Origin https://app.example is not allowed: add ${byHost}`),
    expect.stringContaining('The Origin null is not allowed"'),
    expect.stringMatching(/^404/),
  ]);
});

const accepted = [
  "Host: 127.0.0.1:PORT",
  "Host: LOCALHOST:PORT",
  "Host: flip.localhost:PORT",
  "Host: [::1]:PORT",
  "Host: 127.1.2.3",
  "Host: flip-mock:PORT",
  "Host: api-gce.pandastream.com",
  "Host: vm-37gup6.upload.pandastream.com",
  "Host: api.cloud.telestream.net:443",
  "Host: pili.qiniuapi.com",
  "Host: 127.0.0.1:PORT\r\nOrigin: http://localhost:3000",
  "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nSec-Fetch-Site: same-origin",
];

test.each(names)(
  "%s accepts its own hosts, those of the services, and local pages",
  async (name) => {
    const server = await start(name);

    const responses = await Promise.all(accepted.map((headers) => sendForm(server, headers)));

    for (const response of responses) expect(response).not.toMatch(/^403/);
  },
);

test.each(names)("%s accepts hosts and pages in allowHosts", async (name) => {
  const server = await start(name, { allowHosts: ["Mock.test", ".example.com"] });
  const headers = [
    "Host: mock.test:PORT",
    "Host: a.b.example.com",
    "Host: 127.0.0.1\r\nOrigin: https://app.example.com",
  ];

  const responses = await Promise.all(headers.map((lines) => sendForm(server, lines)));
  const others = await Promise.all(
    ["Host: other.test", "Host: example.com"].map((lines) => sendForm(server, lines)),
  );

  for (const response of responses) expect(response).not.toMatch(/^403/);
  for (const response of others) expect(response).toMatch(/^403/);
});

test.each(names)("%s listens on the address in bind", async (name) => {
  const server = await start(name, { bind: "0.0.0.0" });
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const { address } = addresses.find(({ family }) => family === "IPv4") ?? { address: "127.0.0.1" };

  const response = await fetch(`http://${address}:${server.port}/v3.0/x`, { method: "POST" });
  const byAddress = await sendForm(server, "Host: 192.168.1.1:PORT");
  const byPage = await sendForm(server, "Host: 192.168.1.1\r\nOrigin: http://192.168.1.2");

  expect(response.status).not.toBe(403);
  expect(byAddress).not.toMatch(/^403/);
  expect(byPage).toMatch(/^403/);
});

test.each([
  ["bind", { bind: "localhost" }, /: must be an IP address of this machine, such as 0\.0\.0\.0$/],
  ["bind", { bind: 5 as never }, /: must be a non-empty string, not 5$/],
  ["allowHosts", { allowHosts: "mock.test" as never }, /: must be an array .*, not a string$/],
  ["allowHosts[0]", { allowHosts: ["http://mock.test"] }, /: must be a host name/],
  ["allowHosts[1]", { allowHosts: ["a.test", "mock.test:80"] }, /: must be a host name/],
  ["allowHosts[1]", { allowHosts: ["a.test", 5 as never] }, /: must be a host name/],
])("servers reject an invalid %s: %j", async (argument, options, message) => {
  for (const name of names) {
    const error = await servers[name](options).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ argument, message: expect.stringMatching(message) });
  }
});

test("MockServer records and logs what it rejects, and a foreign page sets no URL", async () => {
  const lines: string[] = [];
  const mock = await startMockServer("flip", { log: (line) => lines.push(line) });
  onTestFinished(() => mock.close());

  await sendForm(mock, "Host: evil.example", "PUT");

  expect(mock.requests).toMatchObject([
    { status: 403, findings: [{ message: expect.stringContaining("evil.example") }] },
  ]);
  expect(lines.join("\n")).toMatch(/^PUT \/v3\.0\/notifications\.json 403 .*\n.*evil\.example/);
});

test("MockServer with bind 0.0.0.0 names the host of the request in upload locations", async () => {
  const mock = await startFlip({ bind: "0.0.0.0", allowHosts: ["mock.test"] });
  const params = { file_name: "a.mp4", file_size: 10 };
  const query = signedQuery("POST", "/videos/upload.json", params, { host: "mock.test" });
  const target = `/v3.0/videos/upload.json?${query}`;
  const head = `POST ${target} HTTP/1.1\r\nHost: mock.test:${mock.port}\r\nContent-Length: 0`;

  const response = String(await sendBytes(mock, `${head}\r\nConnection: close\r\n\r\n`));

  expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`);
  expect(response).toContain(
    `"location":"http://mock.test:${mock.uploads.port}/upload/session?id=`,
  );
});

const origin = "https://app.example.com";

test("MockServer with cors serves pages, also their uploads", async () => {
  const mock = await startFlip({ cors: [origin], factoryId: credentials.factoryId });
  const preflight = `OPTIONS /v3.0/videos.json HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${origin}\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`;
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
  const factory = await tc.getResource("flip").factories.find(credentials.factoryId);
  const { location } = await factory.uploadSession(new Uint8Array(10));

  const allowed = String(await sendBytes(mock, preflight));
  const other = String(await sendBytes(mock, preflight.replace(origin, "https://evil.example")));
  const call = await fetch(`${mock.url}/v3.0/videos.json`, { headers: { Origin: origin } });
  const part = await fetch(location, { headers: { Origin: origin } });

  expect(allowed).toMatch(/^HTTP\/1\.1 204 /);
  expect(allowed).toContain(`Access-Control-Allow-Origin: ${origin}\r\n`);
  expect(allowed).toContain("Access-Control-Allow-Headers: Authorization, Content-Type");
  expect(other).toMatch(/^HTTP\/1\.1 403 /);
  expect(call.headers.get("access-control-allow-origin")).toBe(origin);
  expect([part.status, part.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
});

test.each([
  ["cors", 5],
  ["cors", "https://app.example.com"],
  ["cors[0]", ["app.example.com"]],
  ["cors[1]", ["https://app.example.com", "https://app.example.com/page"]],
])("servers reject an invalid %s: %j", async (argument, cors) => {
  const options = { cors: cors as never };

  await expect(startMockServer("pili", options)).rejects.toMatchObject({ argument });
  await expect(startUploadServer(options)).rejects.toMatchObject({ argument });
});

test.each([204, 500, "refused"])(
  "MockServer logs a delivery that ends with %s",
  async (outcome) => {
    const receiver = await startServer(() => ({ status: Number(outcome) }));
    const port = outcome === "refused" ? await closedPort() : receiver.port;
    const lines: string[] = [];
    const mock = await startFlip({
      factoryId: credentials.factoryId,
      log: (line) => lines.push(line),
    });
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
    const factory = await tc.getResource("flip").factories.find(credentials.factoryId);
    const url = `http://127.0.0.1:${port}/hook?token=secret`;
    await factory.updateNotifications({ url, events: { video_created: true } });

    await factory.videos.create({ source_url: "http://example.com/a.mp4" });
    await mock.advance(4_000);

    const name =
      outcome === "refused" ? "no response: .*ECONNREFUSED.*" : `${outcome} instead of 200`;
    const deliveries = lines.filter((line) => line.includes("/hook"));
    expect(deliveries.length).toBeGreaterThan(1);
    expect(deliveries[0]).toMatch(
      new RegExp(
        `^POST http://127\\.0\\.0\\.1:${port}/hook with video-created: ${name} \\(attempt 1, the next follows in \\d+ s\\)$`,
      ),
    );
  },
);
