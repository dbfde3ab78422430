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

/** A call on its way to the mock. */
export interface PassedCall {
  /** Method and path, without the query: `GET /v3.0/profiles.json`. */
  readonly line: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** An answer on its way back. */
export interface PassedAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Breaks a contract. */
export interface Rewriting {
  /** Answers in place of the mock, never, or by breaking the connection. */
  intercept?: (call: PassedCall) => PassedAnswer | "never" | "reset" | undefined;
  /** Changes the mock's answer. */
  rewrite?: (answer: PassedAnswer, call: PassedCall) => void;
  /** Where the mock has what is asked for at a path. */
  toPath?: (path: string) => string;
  /** Makes it speak HTTPS, as `localhost`. */
  tls?: { readonly key: Buffer; readonly cert: Buffer };
}

/** Stands in front of a mock and breaks contracts. Everything else passes, byte for byte. */
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
    const answer = own ?? (await passOn(request, call.body, portOf(request.url, mock)));
    moveLocation(answer, mock, url.pathname, port);
    rules.rewrite?.(answer, call);
    const { "transfer-encoding": _, "content-length": __, ...headers } = answer.headers;
    const length = answer.status === 204 ? {} : { "content-length": answer.body.length };
    response.writeHead(answer.status, { ...headers, ...length }).end(answer.body);
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

/** Upload locations are on another port of the mock's. */
function portOf(path: string, mock: MockServer): number {
  return path.startsWith("/v") || !hasUploads(mock) ? mock.port : mock.uploads.port;
}

function hasUploads(mock: MockServer): boolean {
  return mock.requests.some(({ operationId }) => operationId === "createUploadSession");
}

function moveLocation(answer: PassedAnswer, mock: MockServer, path: string, port: number): void {
  if (!path.endsWith("/videos/upload.json") || answer.status !== 201) return;
  const text = answer.body.toString().replace(`:${mock.uploads.port}/`, `:${port}/`);
  answer.body = Buffer.from(text);
}

function passOn(request: IncomingMessage, body: Buffer, port: number): Promise<PassedAnswer> {
  const { method, url: path, headers } = request;
  return new Promise((resolve, reject) => {
    const passed = send({ host: "127.0.0.1", port, method, path, headers }, async (response) => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers: { ...headers }, body: await buffer(response) });
    });
    passed.on("error", reject).end(body);
  });
}
