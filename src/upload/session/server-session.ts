import { callSafely } from "../../http/call-safely.ts";
import { type TlsMode, UploadLocation } from "../protocol/upload-location.ts";
import type { UploadState } from "./upload-state.ts";

interface ServerSessionSettings {
  readonly tls: TlsMode;
  readonly onStateChange: ((state: UploadState) => void) | undefined;
}

/** The session on the server, and what it has of the file as far as known. */
export class ServerSession {
  readonly #settings: ServerSessionSettings;
  #state: UploadState;
  #location: UploadLocation;
  #missing: Iterable<number> | undefined;

  constructor(state: UploadState, settings: ServerSessionSettings) {
    this.#settings = settings;
    this.#state = state;
    this.#location = this.#createLocation(state, undefined);
  }

  get state(): UploadState {
    return this.#state;
  }

  get location(): UploadLocation {
    return this.#location;
  }

  /** Numbers of the missing parts: all of them until it is known which. */
  get missing(): Iterable<number> {
    return this.#missing ?? Array(this.#state.parts).keys();
  }

  /** Sets the missing parts. */
  setMissing(missing: Iterable<number>): void {
    this.#missing = missing;
  }

  /** Replaces the session by a new one. Once TLS has worked, it is used for that one too. */
  replace(state: UploadState): void {
    this.#location = this.#createLocation(state, this.#location.isEncrypted);
    this.#missing = undefined;
    this.#changeState(state);
  }

  #createLocation({ location }: UploadState, isEncrypted: boolean | undefined): UploadLocation {
    return new UploadLocation({
      location,
      tls: this.#settings.tls,
      isEncrypted,
      onMove: (moved) => this.#changeState({ ...this.#state, location: moved }),
    });
  }

  #changeState(state: UploadState): void {
    this.#state = state;
    callSafely(this.#settings.onStateChange, state);
  }
}
