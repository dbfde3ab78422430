import { type OpenedBody, StreamedBody } from "./streamed-body.ts";

const encoder = /* @__PURE__ */ new TextEncoder();
const chunkBytes = 256 * 1024;

/** An open file that a body reads, and does not close. */
interface BodyFile {
  /** Base name, as the receiver sees it. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Reads the bytes from `start` to before `end`, into `buffer` if possible. */
  read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array>;
  /** Returns bytes as a `Blob`. Missing if the file is not one. */
  slice?(start: number, end: number): Blob;
}

/** Options of {@link MultipartBody}. */
interface MultipartOptions {
  /** Called with the number of bytes that the network has taken. Exceptions are ignored. */
  onProgress?: ((progress: { sent: number; total: number }) => void) | undefined;
  /**
   * Whether the body is produced while it is sent. Otherwise a file that is a `Blob` is sent as one.
   *
   * @default true
   */
  isStreamed?: boolean;
  /**
   * Text that separates the parts. Must not occur in the file.
   *
   * @default a random one
   */
  boundary?: string;
}

/** A `multipart/form-data` body (RFC 7578) with one file. Its memory use is constant. */
export class MultipartBody extends StreamedBody {
  readonly contentType: string;
  readonly size: number;
  readonly #file: BodyFile;
  readonly #head: Uint8Array<ArrayBuffer>;
  readonly #tail: Uint8Array<ArrayBuffer>;
  readonly #isStreamed: boolean;
  readonly #onProgress: MultipartOptions["onProgress"];

  /** @param field - Name of the form field. */
  constructor(field: string, file: BodyFile, options: MultipartOptions = {}) {
    super();
    const { boundary = `flip-pili-${crypto.randomUUID()}`, isStreamed = true } = options;
    this.#isStreamed = isStreamed;
    this.#onProgress = options.onProgress;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.#file = file;
    this.#head = encoder.encode(
      `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(field)}"; ` +
        `filename="${escapeName(file.name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    );
    this.#tail = encoder.encode(`\r\n--${boundary}--\r\n`);
    this.size = this.#head.length + file.size + this.#tail.length;
  }

  open(onSent: (bytes: number) => void): OpenedBody {
    const blob = this.#isStreamed ? undefined : this.#file.slice?.(0, this.#file.size);
    if (blob === undefined) return this.#openStream(onSent);
    const body = new Blob([this.#head, blob, this.#tail]);
    return { body, close: async () => this.#report(this.size) };
  }

  #openStream(onSent: (bytes: number) => void): OpenedBody {
    const chunks = this.#readChunks();
    let sent = 0;
    // Without a queue in the stream, a pull means that the network has taken the previous chunk.
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { value: chunk } = await chunks.next();
          if (chunk === undefined) return controller.close();
          controller.enqueue(chunk);
          sent += chunk.length;
          onSent(chunk.length);
          this.#report(sent);
        },
      },
      { highWaterMark: 0 },
    );
    // Does not wait for a read in progress, which may hang.
    return { body, close: async () => void chunks.return(undefined) };
  }

  async *#readChunks(): AsyncGenerator<Uint8Array, undefined> {
    const { size } = this.#file;
    yield this.#head;
    for (let start = 0; start < size; start += chunkBytes) {
      const end = Math.min(start + chunkBytes, size);
      yield await this.#file.read(start, end, new Uint8Array(end - start));
    }
    yield this.#tail;
  }

  #report(sent: number): void {
    try {
      this.#onProgress?.({ sent, total: this.size });
    } catch {
      // A failing progress bar must not end an upload.
    }
  }
}

/** Escapes quotes and line breaks, which would end the name, like browsers do. */
function escapeName(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
