import type { ReceivedCall } from "./received-call.ts";
import type { Reply } from "./reply.ts";
import type { UploadServer } from "./upload/upload-server.ts";

/** What a mock answers of its own, in place of the spec's examples. */
export interface LiveAnswers {
  /** The server that takes its uploads. It listens from the first upload session on. */
  readonly uploads: UploadServer;
  /**
   * Answers a call that is as the spec says.
   *
   * @param example - What the spec answers.
   */
  answer(call: ReceivedCall, example: Reply): Promise<Reply>;
  close(): Promise<void>;
}
