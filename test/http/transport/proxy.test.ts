import { randomBytes } from "node:crypto";
import { type FlipOptions, restoreUploadSession, type UploadSession } from "flip-pili/flip";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { connect, startServer } from "../../helpers/flip-server.ts";
import { certificate, type ForwardProxy } from "../../helpers/forward-proxy.ts";
import {
  type HiddenServers,
  hiddenHosts,
  startHiddenServers,
} from "../../helpers/hidden-servers.ts";
import { quick } from "../../upload/start-uploads.ts";

/** The options that decide how connections are opened. */
type Connection = Pick<FlipOptions, "fetch" | "agent" | "ca">;

const bytes = randomBytes(4_000);

/** Creates a session for the bytes. */
async function createSession(server: Partial<FlipOptions>, connection: Connection) {
  const cloud = connect({ port: 0 }, { apiPort: 80, ...server, ...connection });
  const factory = await cloud.getResource("flip").factories.find("my-factory");
  return factory.uploadSession(bytes, quick);
}

/** Expects that all four parts have arrived, and that the proxy has seen both servers. */
function expectProxied(
  { api, uploads, proxy }: HiddenServers,
  session: UploadSession,
  scheme: "http" | "https",
) {
  expect(session.status).toBe("uploaded");
  expect(uploads.requests.filter(({ method }) => method === "PUT")).toHaveLength(4);
  expect(proxy.hosts).toEqual(hiddenHosts[scheme]);
  for (const { headers } of [...api.requests, ...uploads.requests]) {
    expect(headers).not.toHaveProperty("proxy-authorization");
  }
}

/** Returns a `fetch` of undici that uses a proxy. */
function throughUndici(proxy: ForwardProxy): NonNullable<Connection["fetch"]> {
  const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: certificate.cert } });
  onTestFinished(() => dispatcher.close());
  return async (url, init) => {
    const response = await undiciFetch(url, { ...init, dispatcher } as Parameters<
      typeof undiciFetch
    >[1]);
    return response as unknown as Response;
  };
}

const agentOf = ({ url }: ForwardProxy) => new HttpsProxyAgent(url, { keepAlive: true });
const plainAgentOf = ({ url }: ForwardProxy) => new HttpProxyAgent(url, { keepAlive: true });

test.each<[string, (proxy: ForwardProxy) => Connection]>([
  ["agent: HttpsProxyAgent", (proxy) => ({ agent: agentOf(proxy) })],
  ["agent: HttpProxyAgent", (proxy) => ({ agent: plainAgentOf(proxy) })],
  ["agent: { http }", (proxy) => ({ agent: { http: plainAgentOf(proxy) } })],
  [
    "agent: a function",
    (proxy) => {
      const agents = { http: plainAgentOf(proxy), upload: agentOf(proxy) };
      return { agent: ({ hostname }) => agents[hostname === "flip.test" ? "http" : "upload"] };
    },
  ],
  ["fetch: undici with ProxyAgent", (proxy) => ({ fetch: throughUndici(proxy) })],
])("%s applies to API calls and upload parts over http", async (_name, connectionFor) => {
  const hidden = await startHiddenServers("http");
  const connection = connectionFor(hidden.proxy);
  const session = await createSession({ apiHost: "flip.test" }, connection);

  await session.start();

  expectProxied(hidden, session, "http");
});

test.each<[string, (proxy: ForwardProxy) => Connection]>([
  ["agent and ca", (proxy) => ({ agent: agentOf(proxy), ca: certificate.cert })],
  [
    "agent: { https } and ca",
    (proxy) => ({ agent: { https: agentOf(proxy) }, ca: certificate.cert }),
  ],
  ["agent: a function and ca", (proxy) => ({ agent: () => agentOf(proxy), ca: certificate.cert })],
  ["fetch: undici with ProxyAgent", (proxy) => ({ fetch: throughUndici(proxy) })],
])("%s applies to API calls and upload parts over https", async (_name, connectionFor) => {
  const hidden = await startHiddenServers("https");
  const connection = connectionFor(hidden.proxy);
  const session = await createSession({ apiHost: "localhost", apiPort: 443 }, connection);

  await session.start();

  expectProxied(hidden, session, "https");
});

test.each<[string, (proxy: ForwardProxy) => Connection]>([
  ["agent", (proxy) => ({ agent: agentOf(proxy) })],
  ["fetch", (proxy) => ({ fetch: throughUndici(proxy) })],
])(
  "restoreUploadSession() with %s sends the parts through the proxy",
  async (_name, connectionFor) => {
    const hidden = await startHiddenServers("http");
    const connection = connectionFor(hidden.proxy);
    const { state } = await createSession({ apiHost: "flip.test" }, connection);
    const restored = restoreUploadSession(state, bytes, {
      ...quick,
      ...connection,
      allowPrivateHost: true,
    });

    await restored.resume();

    expectProxied(hidden, restored, "http");
  },
);

test("the option fetch receives API calls and upload parts", async () => {
  const { api, uploads } = await startHiddenServers("http");
  const ports: Record<string, number> = { "flip.test": api.port, "upload.test": uploads.port };
  const calls: string[] = [];
  const redirecting: Connection["fetch"] = (text, init) => {
    const url = new URL(text);
    calls.push(`${init.method} ${url.hostname}`);
    url.host = `127.0.0.1:${ports[url.hostname]}`;
    return fetch(url, init);
  };
  const session = await createSession({ apiHost: "flip.test" }, { fetch: redirecting });

  await session.start();

  expect(session.status).toBe("uploaded");
  expect(calls.filter((call) => call === "PUT upload.test")).toHaveLength(4);
  // One more request finds out whether the upload server speaks TLS.
  expect(calls).toHaveLength(api.requests.length + uploads.requests.length + 1);
});

test("agent: a function that returns undefined selects the default agent", async () => {
  const api = await startServer(() => ({ json: [] }));
  const urls: string[] = [];
  const agent = ({ href }: URL) => void urls.push(href);

  const videos = await connect(api, { agent }).get("/videos.json");

  expect(videos).toEqual([]);
  expect(urls).toEqual([`http://127.0.0.1:${api.port}/v3.0/videos.json`]);
});
