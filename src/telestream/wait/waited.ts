import type { RequestOptions } from "../../http/options.ts";

/** Fields that show whether a video or an encoding has ended, and why it has failed. */
export interface StateFields {
  readonly status?: string | null | undefined;
  readonly error_class?: string | null | undefined;
  readonly error_message?: string | null | undefined;
  readonly files?: unknown;
}

/** A video or an encoding, as far as waits read it. */
interface Waited<Fields> {
  readonly details: { readonly id: string } & Fields;
  reload(options: RequestOptions): Promise<unknown>;
}

/** An encoding, as far as waits read it. */
export interface WaitedEncoding
  extends Waited<
    StateFields & {
      readonly encoding_progress?: unknown;
      readonly profile_name?: string | null | undefined;
      readonly video_id?: string | null | undefined;
      readonly created_at?: string | null | undefined;
    }
  > {}

/** A video, as far as waits read it. */
export interface WaitedVideo<Encoding> extends Waited<StateFields> {
  readonly encodings: {
    all(query: object, options: RequestOptions): PromiseLike<Encoding[]>;
    find(id: string, options: RequestOptions): Promise<Encoding>;
  };
}

/** Encodings of a wait by their outcome. */
export interface Outcome<Encoding> {
  /** Encodings that have failed. */
  readonly failed: readonly Encoding[];
  /** Encodings that have succeeded. */
  readonly finished: readonly Encoding[];
}
