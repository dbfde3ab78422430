import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnswerPlan, PlannedAnswer } from "./answer-plan.ts";
import type { AnswerRequest } from "./answer-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { refuse } from "./reply.ts";
import { sendReply } from "./send-reply.ts";

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

  /** @internal */
  constructor(server: Server, plan: AnswerPlan, requests: RecordedRequest[]) {
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.url = `http://${loopback}:${port}`;
    this.requests = requests;
    this.#server = server;
    this.#plan = plan;
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

  /** Stops at once, whatever connections are open. May be called again. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
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
}

/**
 * Listens on the loopback interface, ready when it resolves.
 *
 * @internal Its type leads to those of Prism, which users need not have.
 */
export async function listen({ port, answer, plan, now }: Listening): Promise<MockServer> {
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
  return new MockServer(server, plan, requests);
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
