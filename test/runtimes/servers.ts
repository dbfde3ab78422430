import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as sendRequest,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type MockServer, startMockServer } from "flip-pili/testing";

const credentials = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const apiKey = "my_api_key";
const partSize = 1024 * 1024;

/** The servers that the checks of one runtime send requests to. */
export interface Servers {
  readonly flip: MockServer;
  readonly flip31: MockServer;
  /** Requests that were redirected, and those that followed a redirect. */
  readonly redirects: { readonly redirected: string[]; readonly followed: string[] };
  /** URL of a page with a script, on an origin that also serves all APIs. */
  readonly pageUrl: string;
  /** Script of the page. */
  script: string;
  /** Configuration of the program. */
  readonly config: RuntimeConfig;
  close(): Promise<void>;
}

/** Configuration of the program: everything that it knows about its surroundings. */
export interface RuntimeConfig {
  readonly credentials: typeof credentials;
  readonly apiKey: string;
  readonly flip: Address;
  readonly flip31: Address;
  readonly pili: Host;
  readonly piliV2: Host;
  readonly rtc: Host;
  readonly redirect: Address;
  readonly refused: Address;
}

/** The service at one address. */
interface Address extends Host {
  readonly apiPort: number;
}

/** A host, which may have a port. */
interface Host {
  readonly apiHost: string;
}

/** Starts the servers of one runtime. Each upload of the program meets one fault. */
export async function startServers(): Promise<Servers> {
  const options = { credentials, speed: 0 };
  const uploads = { cors: true, partSize };
  const [flip, flip31, pili, piliV2, rtc, refused] = await Promise.all([
    startMockServer("flip", { ...options, uploads }),
    startMockServer("flip-3.1", { credentials: { apiKey }, speed: 0, uploads }),
    startMockServer("pili", options),
    startMockServer("pili-v2", options),
    startMockServer("rtc", options),
    findClosedPort(),
  ]);
  const mocks = { "v3.0": flip, flip: flip31, v1: pili, v2: piliV2, v3: rtc };
  flip.uploads.script([
    // So that other parts arrive in the meantime, however slow the runtime is.
    { kind: "delay", ms: 1000, part: 1 },
    { kind: "reset", part: 3, after: 100_000 },
    { kind: "stall", part: 5, nth: 2, after: 1000 },
  ]);
  const redirects = { redirected: [], followed: [] };
  const redirecting = await listen(createServer(redirectWith(redirects)));
  const servers = { script: "" };
  const gateway = await listen(createServer((...exchange) => serve(servers, mocks, exchange)));
  return Object.assign(servers, {
    flip,
    flip31,
    redirects,
    pageUrl: `http://127.0.0.1:${portOf(gateway)}/`,
    config: {
      credentials,
      apiKey,
      flip: toAddress(flip.port),
      flip31: toAddress(flip31.port),
      pili: toHost(pili),
      piliV2: toHost(piliV2),
      rtc: toHost(rtc),
      redirect: toAddress(portOf(redirecting)),
      refused: toAddress(refused),
    },
    async close() {
      for (const server of [redirecting, gateway]) {
        server.closeAllConnections();
        server.close();
      }
      await Promise.all(Object.values(mocks).map((mock) => mock.close()));
    },
  });
}

/** Returns the configuration for a page: all APIs are on its own origin, since they do not allow others. */
export function toPageConfig({ config, pageUrl }: Servers): RuntimeConfig {
  const { host, port } = new URL(pageUrl);
  const address = toAddress(Number(port));
  const qiniu = { apiHost: host };
  return { ...config, flip: address, flip31: address, pili: qiniu, piliV2: qiniu, rtc: qiniu };
}

function toHost({ port }: MockServer): Host {
  return { apiHost: `127.0.0.1:${port}` };
}

type Exchange = [IncomingMessage, ServerResponse];

/** Serves the page, and forwards requests to the APIs. */
function serve(
  { script }: Pick<Servers, "script">,
  /** By the first segment of their paths. */
  mocks: Readonly<Record<string, MockServer>>,
  [request, response]: Exchange,
): void {
  const { url = "/", method = "GET", rawHeaders } = request;
  if (url === "/script.js") {
    response.setHeader("Content-Type", "text/javascript; charset=utf-8").end(script);
    return;
  }
  const mock = mocks[url.split("/")[1] ?? ""];
  if (mock === undefined) {
    const html = '<!doctype html><link rel="icon" href="data:,"><script src="script.js"></script>';
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
    return;
  }
  // The header `Host` is signed: it stays that of the page.
  const forwarded = sendRequest({ host: "127.0.0.1", port: mock.port, method, path: url });
  for (let index = 0; index < rawHeaders.length; index += 2) {
    forwarded.setHeader(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  }
  forwarded.on("response", (received) => {
    response.writeHead(received.statusCode ?? 502, received.headers);
    received.pipe(response);
  });
  forwarded.on("error", () => response.destroy());
  request.pipe(forwarded);
}

/** Redirects every request to another path, and lets pages of any origin send requests. */
function redirectWith({ redirected, followed }: { redirected: string[]; followed: string[] }) {
  return ({ method = "", url = "" }: IncomingMessage, response: ServerResponse): void => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
    if (method === "OPTIONS") {
      response.writeHead(204).end();
    } else if (url === "/followed") {
      followed.push(method);
      response.setHeader("Content-Type", "application/json").end("[]");
    } else {
      redirected.push(method);
      response.writeHead(302, { Location: "/followed" }).end();
    }
  };
}

function toAddress(apiPort: number): Address {
  return { apiHost: "127.0.0.1", apiPort };
}

async function listen(server: Server): Promise<Server> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Returns a port that nothing listens on. */
async function findClosedPort(): Promise<number> {
  const server = await listen(createServer());
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}
