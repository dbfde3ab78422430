import type { Reply } from "../exchange/reply.ts";
import type { FindExample } from "../spec/find-example.ts";
import type { ReceivedCall } from "../spec/operation.ts";
import type { UploadServer } from "../upload-server/upload-server.ts";
import type { UploadServerOptions } from "../upload-server/upload-server-options.ts";
import type { Clock } from "./clock.ts";
import type { Delivery } from "./deliveries.ts";

/** What a mock answers from a state of its own, in place of the spec's examples. */
export interface Service {
  /** The server that takes its uploads, if it takes any. It listens from the first session on. */
  readonly uploads: UploadServer | undefined;
  /** The webhooks and callbacks that it has sent. */
  readonly deliveries: readonly Delivery[];
  /**
   * Answers a call that is well signed and as the spec says.
   *
   * @returns `undefined` for an operation that it does not know: then the spec's example is the answer.
   */
  answer(call: ReceivedCall): Reply | undefined | Promise<Reply | undefined>;
  /** Forgets everything that has happened. The clock has been reset. */
  reset(): void;
  close(): Promise<void>;
}

/** What a service is made of. */
export interface ServiceOptions {
  /** The examples of the spec, which the state begins with. */
  readonly findExample: FindExample;
  /** The time that it lives by. */
  readonly clock: Clock;
  /** Id of the factory that exists from the start. */
  readonly factoryId: string | undefined;
  /** Name of the hub that exists from the start. */
  readonly hub: string | undefined;
  readonly uploads: UploadServerOptions;
}
