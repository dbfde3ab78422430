import { streamsRequestBodies } from "#files";
import type { FileSource } from "./file-input.ts";
import { BlobSource } from "./open-file.ts";
import { type OpenedBody, StreamedBody } from "./streamed-body.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

/** Options of {@link MultipartBody}. */
export interface MultipartOptions {
  /** Told how many bytes the network has taken, of how many. What it throws is ignored. */
  onProgress?: ((progress: { sent: number; total: number }) => void) | undefined;
  /**
   * Text that separates the parts. Must not occur in the file.
   *
   * @default a random one
   */
  boundary?: string;
}

/** A `multipart/form-data` body (RFC 7578) with one file in it, and memory use that ignores its size. */
export class MultipartBody extends StreamedBody {
  readonly contentType: string;
  readonly size: number;
  readonly #file: FileSource;
  readonly #head: Uint8Array<ArrayBuffer>;
  readonly #tail: Uint8Array<ArrayBuffer>;

  readonly #onProgress: MultipartOptions["onProgress"];

  /** @param field - Name of the form field. */
  constructor(field: string, file: FileSource, options: MultipartOptions = {}) {
    super();
    const { boundary = `flip-pili-${crypto.randomUUID()}` } = options;
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
    if (!streamsRequestBodies && this.#file instanceof BlobSource) {
      const body = new Blob([this.#head, this.#file.blob, this.#tail]);
      return { body, close: async () => this.#report(this.size) };
    }
    return this.#openStream(onSent);
  }

  #openStream(onSent: (bytes: number) => void): OpenedBody {
    const file = this.#file.open();
    const before = [this.#head];
    const after = [this.#tail];
    const next = async () => before.shift() ?? (await file.read()) ?? after.shift();
    let sent = 0;
    // With no queue of its own, a piece that is asked for means that the network took the last one.
    const stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const piece = await next();
          if (piece === undefined) return controller.close();
          controller.enqueue(piece);
          sent += piece.length;
          onSent(piece.length);
          this.#report(sent);
        },
      },
      { highWaterMark: 0 },
    );
    return { body: stream, close: () => file.close() };
  }

  #report(sent: number): void {
    try {
      this.#onProgress?.({ sent, total: this.size });
    } catch {
      // A progress bar that fails is no reason to lose an upload.
    }
  }
}

/** As browsers do: quotes and line breaks would end the name. */
function escapeName(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
