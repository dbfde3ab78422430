import { UploadError } from "../upload-error.ts";

/** Statuses with which a server rejects a request that it has not processed. */
const unprocessed: ReadonlySet<number> = new Set([408, 429, 503]);

/**
 * Returns the status in an error of an upload, if a response to its request caused it.
 *
 * @param signal - Signal of the request. After an abort the error may be that of another request.
 */
export function statusOf(error: unknown, signal: AbortSignal): number | undefined {
  return error instanceof UploadError && !signal.aborted ? error.status : undefined;
}

/** One piece of a file while it is sent. */
export interface SentPiece {
  /** Counts bytes that were passed to the network in this attempt. */
  readonly add: (bytes: number) => void;
  /** Ends an attempt that has failed. */
  fail(status: number | undefined): void;
  succeed(): void;
}

/**
 * The pieces of a file that the server may have: those that it has confirmed, and those that were sent
 * completely, but whose response was lost. A connection that is reset does not tell what it has taken last.
 *
 * When a session has ended, the record decides whether the upload may be complete. Pieces are parts. A
 * file that is sent in ranges is one piece.
 */
export class SentRecord {
  readonly #pieces: number;
  #stored = new Set<number>();

  /** @param pieces - Number of pieces. */
  constructor(pieces: number) {
    this.#pieces = pieces;
  }

  /** Whether the server may have everything. */
  get isComplete(): boolean {
    return this.#stored.size === this.#pieces;
  }

  /** Sets the pieces that the server does not have, as it reports itself. */
  setMissing(pieces: Iterable<number>): void {
    this.#stored = new Set(Array(this.#pieces).keys());
    for (const piece of pieces) this.#stored.delete(piece);
  }

  /**
   * Records how a piece is sent.
   *
   * @param size - In bytes. 0 where nothing reports how much was sent: it may have been everything.
   */
  track(piece: number, size: number): SentPiece {
    let sent = 0;
    return {
      add: (bytes) => {
        sent += bytes;
      },
      fail: (status) => {
        if (sent >= size && mayBeStored(status)) this.#stored.add(piece);
        sent = 0;
      },
      succeed: () => void this.#stored.add(piece),
    };
  }
}

/** Returns whether the server may have stored a request that failed. */
function mayBeStored(status: number | undefined): boolean {
  return status === undefined || (status >= 500 && !unprocessed.has(status)) || status < 400;
}
