import type { IncomingMessage } from "node:http";
import { longestAnswerBytes, TransportFailure, type UploadAnswer } from "../transport.ts";

/**
 * Reads an answer as a whole. Fails with what the connection says when it is cut off.
 *
 * @throws {TransportFailure} When it is encoded, or too long.
 */
export function readAnswer(incoming: IncomingMessage): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const { statusCode: status = 0, headers } = incoming;
    const header = (name: string): string | undefined => headers[name]?.toString();
    const encoding = header("content-encoding") ?? "identity";
    if (encoding !== "identity") {
      throw new TransportFailure(`The answer is encoded as ${encoding}`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("error", reject);
    incoming.on("end", () => resolve({ status, header, text: Buffer.concat(chunks).toString() }));
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= longestAnswerBytes) return;
      incoming.pause();
      reject(new TransportFailure("The answer is longer than 1 MiB"));
    });
  });
}
