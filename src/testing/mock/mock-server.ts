import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { requireInteger } from "../../http/argument-checks.ts";
import type { RecordedRequest } from "../exchange/recorded-request.ts";
import { refuse, sendReply } from "../exchange/reply.ts";
import type { UploadServer } from "../upload-server/upload-server.ts";
import type { AnswerPlan, PlannedAnswer } from "./answer-plan.ts";
import type { Answered, AnswerRequest } from "./answer-request.ts";
import type { Clock } from "./clock.ts";
import type { Delivery } from "./deliveries.ts";
import type { FailurePlan, PlannedFailure } from "./failure-plan.ts";
import type { Service } from "./service.ts";

const loopback = "127.0.0.1";

/** A running mock server. With `await using` it closes by itself. */
export class MockServer implements AsyncDisposable {
  /** Address of the loopback interface: `apiHost` of a client. */
  readonly host: string = loopback;
  /** `apiPort` of a client. */
  readonly port: number;
  /** Where upload locations are, and the API under its version: `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Every request that was answered, in the order of the answers. May be emptied between tests. */
  readonly requests: RecordedRequest[];
  readonly #server: Server;
  readonly #parts: Listening;

  /** @internal */
  constructor(server: Server, requests: RecordedRequest[], parts: Listening) {
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.url = `http://${loopback}:${port}`;
    this.requests = requests;
    this.#server = server;
    this.#parts = parts;
  }

  /**
   * Where upload sessions of Flip send their bytes. It listens from the first session on; faults can
   * be scripted before.
   *
   * @throws {Error} When the API is another, or the server is stateless.
   */
  get uploads(): UploadServer {
    const { uploads } = this.#parts.service ?? {};
    if (uploads !== undefined) return uploads;
    throw new Error("Cannot take uploads: this server has none");
  }

  /** The webhooks and callbacks that were sent, in the order of their first attempts. */
  get deliveries(): readonly Delivery[] {
    return this.#parts.service?.deliveries ?? [];
  }

  /**
   * Has the next well-signed request of an operation answered in a certain way that the spec
   * documents. Called again, it plans the one after that. A `Prefer` header of the request goes first.
   *
   * @throws {InvalidArgumentError} When the spec has no such operation.
   * @example
   * mock.answerNext("getProfile", { status: 404 });
   */
  answerNext(operationId: string, answer: PlannedAnswer): void {
    this.#parts.answers.add(operationId, answer);
  }

  /**
   * Has the next requests fail, whatever they are and however they are signed. Called again, it plans
   * those after them.
   *
   * @param count - How many: 1 or more.
   * @param failure - By default a 503 with an error of the API's shape.
   * @throws {InvalidArgumentError} When there can be no such failure.
   * @example
   * mock.fail(2, { status: 503, headers: { "Retry-After": "1" } });
   * mock.fail(1, { status: "reset", operationId: "listVideos" });
   */
  fail(count: number, failure: PlannedFailure = {}): void {
    this.#parts.failures.add(count, failure);
  }

  /**
   * Puts the service's clock forward, and waits for all that happens by then: videos that are encoded,
   * jobs that end, and the messages that tell of it.
   *
   * @param ms - Milliseconds.
   * @throws {InvalidArgumentError} When it is no whole number of milliseconds from 0 up.
   */
  async advance(ms: number): Promise<void> {
    await this.#parts.clock.advance(requireInteger("ms", ms, 0, Number.MAX_SAFE_INTEGER));
  }

  /** Goes back to the state in which it started, and forgets all requests and plans. */
  reset(): void {
    const { clock, service, answers, failures, reset } = this.#parts;
    clock.reset();
    service?.reset();
    answers.clear();
    failures.clear();
    reset();
    this.requests.length = 0;
  }

  /** Stops at once, whatever connections are open, uploads included. May be called again. */
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

/** What a server is made of. */
interface Listening {
  readonly port: number;
  readonly answer: AnswerRequest;
  readonly answers: AnswerPlan;
  readonly failures: FailurePlan;
  /** The time that the service lives by. */
  readonly clock: Clock;
  readonly service: Service | undefined;
  /** The clock of the answers' `Date`. */
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Forgets what is not known here. */
  readonly reset: () => void;
}

/**
 * Listens on the loopback interface, ready when it resolves.
 *
 * @internal Its type leads to those of Prism, which users need not have.
 */
export async function listen(listening: Listening): Promise<MockServer> {
  const requests: RecordedRequest[] = [];
  const server = createServer(createListener(listening, requests));
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listening.port, loopback, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return new MockServer(server, requests, listening);
}

function createListener(
  { answer, now, log }: Listening,
  requests: RecordedRequest[],
): RequestListener {
  return async (request, response) => {
    try {
      const answered = await answer(request);
      requests.push(answered.record);
      for (const line of describeExchange(answered)) log(line);
      sendReply(response, answered.reply, now());
    } catch (fault) {
      // The client has gone, or the mock is broken: the test should see it, and go on.
      log(`The mock failed: ${String(fault)}`);
      if (request.socket.destroyed || response.headersSent) response.destroy();
      else sendReply(response, refuse(500, "MockError", String(fault)), new Date());
    }
  };
}

/**
 * What the log says of a request: a line, and for a refused signature what it should have been made
 * of. The secret key is in neither.
 */
function describeExchange({ record, reply, stringToSign }: Answered): string[] {
  const { method, path, operationId = "no operation", signature } = record;
  const outcome = reply.isReset ? "connection broken" : String(reply.status);
  const violations = reply.violations ?? [];
  return [
    `${method} ${path} ${outcome} (${operationId})`,
    ...violations.map(({ location, message }) => `  ${location.join(".")}: ${message}`),
    ...(stringToSign === undefined ? [] : describeSignature(signature, stringToSign)),
  ];
}

function describeSignature(reason: string, stringToSign: string): string[] {
  const lines = stringToSign.split("\n").map((line) => `  | ${line}`);
  return [
    `  Signature ${reason}. The string to sign is, between the bars and line ends:`,
    ...lines,
  ];
}
