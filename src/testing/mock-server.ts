import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnswerPlan, PlannedAnswer } from "./answer-plan.ts";
import type { AnswerRequest } from "./answer-request.ts";
import type { LiveAnswers } from "./live-answers.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { refuse } from "./reply.ts";
import { sendReply } from "./send-reply.ts";
import type { UploadServer } from "./upload/upload-server.ts";

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
  readonly #plan: AnswerPlan;
  readonly #live: LiveAnswers | undefined;

  /** @internal */
  constructor(
    server: Server,
    requests: RecordedRequest[],
    { plan, live }: Pick<Listening, "plan" | "live">,
  ) {
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.url = `http://${loopback}:${port}`;
    this.requests = requests;
    this.#server = server;
    this.#plan = plan;
    this.#live = live;
  }

  /**
   * Where upload sessions of Flip send their bytes. It listens from the first session on; faults can
   * be scripted before.
   *
   * @throws {Error} When the API is another.
   */
  get uploads(): UploadServer {
    if (this.#live !== undefined) return this.#live.uploads;
    throw new Error("Cannot take uploads: this API has none");
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
    this.#plan.add(operationId, answer);
  }

  /** Stops at once, whatever connections are open, uploads included. May be called again. */
  async close(): Promise<void> {
    const closing = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    await Promise.all([closing, this.#live?.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

interface Listening {
  readonly port: number;
  readonly answer: AnswerRequest;
  readonly plan: AnswerPlan;
  /** The clock of the answers' `Date`. */
  readonly now: () => Date;
  readonly live: LiveAnswers | undefined;
}

/**
 * Listens on the loopback interface, ready when it resolves.
 *
 * @internal Its type leads to those of Prism, which users need not have.
 */
export async function listen(listening: Listening): Promise<MockServer> {
  const { port, answer, now } = listening;
  const requests: RecordedRequest[] = [];
  const server = createServer(createListener(answer, now, requests));
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return new MockServer(server, requests, listening);
}

function createListener(
  answer: AnswerRequest,
  now: () => Date,
  requests: RecordedRequest[],
): RequestListener {
  return async (request, response) => {
    try {
      const { reply, record } = await answer(request);
      requests.push(record);
      sendReply(response, reply, now());
    } catch (fault) {
      // The client has gone, or the mock is broken: the test should see it, and go on.
      if (request.socket.destroyed || response.headersSent) response.destroy();
      else sendReply(response, refuse(500, "MockError", String(fault)), new Date());
    }
  };
}
