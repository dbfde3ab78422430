import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request as send,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { MockServer } from "flip-pili/testing";

/** A call to the mock. */
export interface PassedCall {
  /** Method and path, without the query: `GET /v3.0/profiles.json`. */
  readonly line: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A response of the mock. */
export interface PassedResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Rules that break a contract. */
export interface Rewriting {
  /** Responds in place of the mock, never responds, or resets the connection. */
  intercept?: (call: PassedCall) => PassedResponse | "never" | "reset" | undefined;
  /** Changes the mock's response. */
  rewrite?: (response: PassedResponse, call: PassedCall) => void;
  /** Returns the path on the mock. */
  toPath?: (path: string) => string;
  /** Serves HTTPS, as `localhost`. */
  tls?: { readonly key: Buffer; readonly cert: Buffer };
}

/** Starts a server in front of a mock that breaks contracts and passes on everything else unchanged. */
export async function startRewritingServer(mock: MockServer, rules: Rewriting) {
  const calls: PassedCall[] = [];
  const listener: RequestListener = async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const call = {
      line: `${request.method} ${url.pathname}`,
      query: url.searchParams,
      headers: request.headers,
      body: await buffer(request),
    };
    calls.push(call);
    const own = rules.intercept?.(call);
    if (own === "never") return;
    if (own === "reset") return void request.socket.resetAndDestroy();
    request.url = (rules.toPath ?? String)(request.url ?? "");
    const passed = own ?? (await passOn(request, call.body, portOf(request.url, mock)));
    moveLocation(passed, mock, url.pathname, port);
    rules.rewrite?.(passed, call);
    const { "transfer-encoding": _, "content-length": __, ...headers } = passed.headers;
    const length = passed.status === 204 ? {} : { "content-length": passed.body.length };
    response.writeHead(passed.status, { ...headers, ...length }).end(passed.body);
  };
  const { tls } = rules;
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Upload locations are on another port of the mock. */
function portOf(path: string, mock: MockServer): number {
  return path.startsWith("/upload/") && hasUploads(mock) ? mock.uploads.port : mock.port;
}

function hasUploads(mock: MockServer): boolean {
  return mock.requests.some(({ operationId }) => operationId === "createUploadSession");
}

function moveLocation(
  response: PassedResponse,
  mock: MockServer,
  path: string,
  port: number,
): void {
  if (!path.endsWith("/videos/upload.json") || response.status !== 201) return;
  const text = response.body.toString().replace(`:${mock.uploads.port}/`, `:${port}/`);
  response.body = Buffer.from(text);
}

function passOn(request: IncomingMessage, body: Buffer, port: number): Promise<PassedResponse> {
  const { method, url: path, headers } = request;
  return new Promise((resolve, reject) => {
    const passed = send({ host: "127.0.0.1", port, method, path, headers }, async (response) => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers: { ...headers }, body: await buffer(response) });
    });
    passed.on("error", reject).end(body);
  });
}
