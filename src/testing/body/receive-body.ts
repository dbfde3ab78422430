import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type BodyReader, type Content, readerFor } from "./body-readers.ts";
import type { ReceivedBody } from "./received-body.ts";

const longestTextBytes = 1024 * 1024;

/** Receives a whole body, of whatever size, in constant memory. */
export async function receiveBody(request: IncomingMessage): Promise<ReceivedBody> {
  const receiver = new BodyReceiver(request.headers["content-type"]);
  for await (const chunk of request as AsyncIterable<Buffer>) receiver.write(chunk);
  return receiver.end();
}

/** Takes a body piece by piece, of whatever size, in constant memory. */
export class BodyReceiver {
  readonly #mediaType: string;
  readonly #reading: GuardedReader;
  readonly #hash: Hash = createHash("sha256");
  #size = 0;

  /** @param longestBytes - The longest form, and the longest JSON. */
  constructor(contentType: string = "", longestBytes: number = longestTextBytes) {
    const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
    this.#mediaType = mediaType;
    this.#reading = new GuardedReader(() => readerFor(mediaType, contentType, longestBytes));
  }

  write(chunk: Buffer): void {
    this.#size += chunk.length;
    this.#hash.update(chunk);
    this.#reading.write(chunk);
  }

  end(): ReceivedBody {
    const size = this.#size;
    const empty = { head: Buffer.alloc(0), fields: [], files: [], fault: undefined };
    const content = size === 0 ? empty : this.#reading.end();
    return {
      mediaType: size === 0 ? undefined : this.#mediaType,
      size,
      sha256: this.#hash.digest("hex"),
      ...content,
    };
  }
}

/** A reader whose first fault is kept, so that the rest of a bad body can be received all the same. */
class GuardedReader {
  readonly #create: () => BodyReader;
  #reader: BodyReader | undefined;
  #fault: string | undefined;

  constructor(create: () => BodyReader) {
    this.#create = create;
  }

  write(chunk: Buffer): void {
    this.#try((reader) => reader.write(chunk));
  }

  end(): Content & Pick<ReceivedBody, "fault"> {
    const content = this.#try((reader) => reader.end());
    const fault = this.#fault ?? content?.fault;
    return { head: Buffer.alloc(0), fields: [], files: [], ...content, fault };
  }

  #try<Result>(step: (reader: BodyReader) => Result): Result | undefined {
    if (this.#fault !== undefined) return undefined;
    try {
      this.#reader ??= this.#create();
      return step(this.#reader);
    } catch (fault) {
      this.#fault = fault instanceof Error ? fault.message : String(fault);
      return undefined;
    }
  }
}
