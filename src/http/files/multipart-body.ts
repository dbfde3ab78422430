import {
  type BodyContext,
  type SendBlob,
  StreamedBody,
  sendBlob,
  type WriteChunk,
} from "./streamed-body.ts";

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
  /**
   * Name of the file, as the receiver sees it.
   *
   * @default the name of the file
   */
  fileName?: string | undefined;
  /** Returns parts that precede the file. */
  before?: ((boundary: string) => string) | undefined;
  /** Called with the number of bytes that the network has taken. Exceptions are ignored. */
  onProgress?: ((progress: { sent: number; total: number }) => void) | undefined;
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
  readonly #onProgress: MultipartOptions["onProgress"];

  /** @param field - Name of the form field. */
  constructor(field: string, file: BodyFile, options: MultipartOptions = {}) {
    super();
    const { boundary = `flip-pili-${crypto.randomUUID()}`, fileName = file.name } = options;
    this.#onProgress = options.onProgress;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.#file = file;
    this.#head = encoder.encode(
      `${options.before?.(boundary) ?? ""}--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(field)}"; ` +
        `filename="${escapeName(fileName)}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    );
    this.#tail = encoder.encode(`\r\n--${boundary}--\r\n`);
    this.size = this.#head.length + file.size + this.#tail.length;
  }

  async writeTo(write: WriteChunk): Promise<void> {
    const { size } = this.#file;
    const buffer = new Uint8Array(Math.min(chunkBytes, size));
    let sent = 0;
    const send = async (chunk: Uint8Array): Promise<void> => {
      await write(chunk);
      sent += chunk.length;
      this.#report(sent);
    };
    await send(this.#head);
    for (let start = 0; start < size; start += chunkBytes) {
      await send(await this.#file.read(start, Math.min(start + chunkBytes, size), buffer));
    }
    await send(this.#tail);
  }

  async sendAsBlob<Response>(context: BodyContext, send: SendBlob<Response>): Promise<Response> {
    const { size } = this.#file;
    const file =
      this.#file.slice?.(0, size) ??
      new Blob([(await this.#file.read(0, size, new Uint8Array(size))).slice()]);
    const blob = new Blob([this.#head, file, this.#tail]);
    const response = await sendBlob(blob, this, context, send);
    this.#report(this.size);
    return response;
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
export function escapeName(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
