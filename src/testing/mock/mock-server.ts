import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { requireInteger } from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import { toPrintable } from "../../http/printable.ts";
import type { CheckAccess } from "../exchange/check-access.ts";
import { listen, reachableHost } from "../exchange/listen.ts";
import { receiveBody } from "../exchange/receive-body.ts";
import { receiveRequest } from "../exchange/received-request.ts";
import { type RecordedRequest, recordRequest } from "../exchange/recorded-request.ts";
import { type Reply, reject, sendReply } from "../exchange/reply.ts";
import {
  type CorsOrigins,
  corsHeaders,
  isPreflight,
  respondToPreflight,
} from "../upload-server/cors.ts";
import type { UploadServer } from "../upload-server/upload-server.ts";
import type { MockClock } from "./clock.ts";
import type { Delivery } from "./deliveries.ts";
import type { HandledRequest, RequestHandler } from "./handle-request.ts";
import type { Service } from "./mock-api.ts";
import type {
  FailurePlan,
  PlannedFailure,
  PlannedResponse,
  ResponsePlan,
} from "./planned-responses.ts";

/** A running mock server. With `await using` it closes automatically. */
export class MockServer implements AsyncDisposable {
  /** `apiHost` of a client on this machine: the address in `bind`, or the loopback address. */
  readonly host: string;
  /** `apiPort` of a client. */
  readonly port: number;
  /** Origin of the API and of upload locations: `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Every request that was responded to, in the order of the responses. May be emptied between tests. */
  readonly requests: RecordedRequest[];
  readonly #server: Server;
  readonly #parts: ServerParts;

  /** @internal */
  constructor(server: Server, requests: RecordedRequest[], parts: ServerParts) {
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.host = reachableHost(parts.bind);
    this.url = `http://${this.host}:${port}`;
    this.requests = requests;
    this.#server = server;
    this.#parts = parts;
  }

  /**
   * Server that receives the bytes of Flip's upload sessions. It listens from the first session on.
   * Faults can be scripted before that.
   *
   * @throws {FlipPiliError} When the API has no uploads, or the server is stateless.
   */
  get uploads(): UploadServer {
    const { uploads } = this.#parts.service ?? {};
    if (uploads !== undefined) return uploads;
    throw new FlipPiliError("Cannot receive uploads: this server has no uploads");
  }

  /** Webhooks and callbacks that were sent, in the order of their first attempts. */
  get deliveries(): readonly Delivery[] {
    return this.#parts.service?.deliveries ?? [];
  }

  /**
   * Lets a user join a room of RTC with a room token, which the server verifies like a request: its signature,
   * its expiration time, the patterns of its names, and the maximum number of users. A room of an app is
   * created if there is none with this name.
   *
   * @throws {FlipPiliError} When the token is not accepted: the message tells why. When the API has no rooms,
   *   or the server is stateless.
   * @example
   * mock.joinRoom(roomToken(credentials, { appId: "app1", roomName: "room1", userId: "user3" }));
   */
  joinRoom(token: string): void {
    const { service } = this.#parts;
    if (service?.joinRoom === undefined) {
      throw new FlipPiliError("Cannot join a room: this server has no rooms");
    }
    service.joinRoom(token);
  }

  /**
   * Plans the response to the next request of an operation that has a valid signature. Each further
   * call plans the response to the request after that. A `Prefer` header of the request takes
   * precedence.
   *
   * @throws {InvalidArgumentError} When the spec has no such operation, or the response is invalid.
   * @example
   * mock.answerNext("getProfile", { status: 404 });
   */
  answerNext(operationId: string, response: PlannedResponse): void {
    this.#parts.responses.add(operationId, response);
  }

  /**
   * Makes the next requests fail, regardless of their content and signature. Each further call plans
   * the failures after those.
   *
   * @param count - Number of requests: 1 or more.
   * @param failure - By default a 503 with an error in the format of the API.
   * @throws {InvalidArgumentError} When the count or the failure is invalid.
   * @example
   * mock.fail(2, { status: 503, headers: { "Retry-After": "1" } });
   * mock.fail(1, { status: "reset", operationId: "listVideos" });
   */
  fail(count: number, failure: PlannedFailure = {}): void {
    this.#parts.failures.add(count, failure);
  }

  /**
   * Advances the service's clock, and waits for everything that is due by then: videos are encoded, jobs
   * finish, and messages are sent.
   *
   * @param ms - Milliseconds.
   * @throws {InvalidArgumentError} When it is not an integer from 0 up.
   */
  async advance(ms: number): Promise<void> {
    await this.#parts.clock.advance(requireInteger("ms", ms, 0, Number.MAX_SAFE_INTEGER));
  }

  /** Returns to the initial state, and removes all recorded requests and plans. */
  reset(): void {
    const { clock, service, responses, failures, reset } = this.#parts;
    clock.reset();
    service?.reset();
    responses.clear();
    failures.clear();
    reset();
    this.requests.length = 0;
  }

  /** Stops immediately and closes all connections, including those of uploads. May be called again. */
  async close(): Promise<void> {
    this.#parts.clock.close();
    const closing = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    await Promise.all([closing, this.#parts.service?.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** The parts of a server. */
interface ServerParts {
  readonly port: number;
  /** Address to listen on. */
  readonly bind: string;
  readonly checkAccess: CheckAccess;
  /** Pages of other origins that may use the server. */
  readonly cors: CorsOrigins;
  readonly handle: RequestHandler;
  readonly responses: ResponsePlan;
  readonly failures: FailurePlan;
  /** The service's clock. */
  readonly clock: MockClock;
  readonly service: Service | undefined;
  /** Clock of the header `Date`. */
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Resets the parts that are not listed here. */
  readonly reset: () => void;
}

/**
 * Starts a server.
 *
 * @internal
 */
export async function startServer(parts: ServerParts): Promise<MockServer> {
  const requests: RecordedRequest[] = [];
  const server = createServer(createListener(parts, requests));
  // An upload may take any length of time.
  server.requestTimeout = 0;
  await listen(server, parts.port, parts.bind);
  return new MockServer(server, requests, parts);
}

/** Maximum length of a line of the log. A string to sign may contain a long query. */
const maxLineLength = 16_384;

function createListener(
  { handle, checkAccess, cors, now, log }: ServerParts,
  requests: RecordedRequest[],
): RequestListener {
  const respond = async (
    request: IncomingMessage,
    response: ServerResponse,
    receive: RequestHandler,
  ) => {
    try {
      const handled = await receive(request);
      requests.push(handled.record);
      for (const line of describeExchange(handled)) log(toPrintable(line, maxLineLength));
      sendReply(response, handled.reply, now());
    } catch (fault) {
      // The client is gone, or the mock has a fault: the log shows it, and the server continues.
      log(toPrintable(`The mock failed: ${String(fault)}`));
      if (request.socket.destroyed || response.headersSent) response.destroy();
      else sendReply(response, reject(500, "MockError", String(fault)), new Date());
    }
  };
  return (request, response) => {
    const { method = "", headers } = request;
    const denied = checkAccess(method, headers);
    for (const [name, value] of Object.entries(corsHeaders(headers.origin, cors))) {
      response.setHeader(name, value);
    }
    if (denied !== undefined) void respond(request, response, () => deny(request, denied));
    else if (isPreflight(request, cors)) respondToPreflight(response, false);
    else void respond(request, response, handle);
  };
}

/** Rejects a request to a host, or of a page, that is not allowed. */
async function deny(request: IncomingMessage, message: string): Promise<HandledRequest> {
  const violations = [{ location: ["request", "header"], message }];
  const reply: Reply = { ...reject(403, "Forbidden", message), violations };
  const received = receiveRequest(request, await receiveBody(request));
  return { reply, record: recordRequest(received, reply) };
}

/**
 * Returns the lines of the log for a request: one for its outcome, one for each violation, and the
 * string to sign if the signature was rejected. They never contain the secret key.
 */
function describeExchange({ record, reply, stringToSign }: HandledRequest): string[] {
  const { method, path, operationId = "no operation", signature } = record;
  const outcome = reply.isReset ? "connection reset" : String(reply.status);
  const violations = reply.violations ?? [];
  return [
    `${method} ${path} ${outcome} (${operationId})`,
    ...violations.map(({ location, message }) => `  ${location.join(".")}: ${message}`),
    ...(stringToSign === undefined ? [] : describeSignature(signature, stringToSign)),
  ];
}

function describeSignature(reason: string, stringToSign: string): string[] {
  const lines = stringToSign.split("\n").map((line) => `  | ${line}`);
  return [`  Signature ${reason}. The string to sign, one line after each bar:`, ...lines];
}
