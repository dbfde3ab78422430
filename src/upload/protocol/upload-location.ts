import { resolveLocation } from "./location.ts";

/** Values of the option `tls`. */
export const tlsModes = ["prefer", "require", "as-given"] as const;

/** Use of TLS for a location that the server has given as plain http. */
export type TlsMode = (typeof tlsModes)[number];

interface UploadLocationInit {
  /** URL as the server has given it. */
  location: string;
  tls: TlsMode;
  /** Whether TLS has worked for the upload before. */
  isEncrypted?: boolean | undefined;
  /** Called with the new location when a response has moved the upload. */
  onMove: (location: string) => void;
}

/** The location of an upload: where a response has moved it, and whether TLS is used for it. */
export class UploadLocation {
  readonly #tls: TlsMode;
  readonly #onMove: UploadLocationInit["onMove"];
  #given: string;
  /** Whether TLS is used where http is given. `undefined` until it is known whether TLS works. */
  #usesTls: boolean | undefined;

  constructor({ location, tls, isEncrypted = false, onMove }: UploadLocationInit) {
    this.#given = location;
    this.#tls = tls;
    this.#onMove = onMove;
    if (tls === "as-given") this.#usesTls = false;
    else if (tls === "require" || isEncrypted || isHttps(location)) this.#usesTls = true;
  }

  /** Whether TLS is used. `undefined` until it is known whether it works. */
  get isEncrypted(): boolean | undefined {
    return isHttps(this.#given) || this.#usesTls;
  }

  /** Whether http is given, but TLS is used or to be tried. */
  get isUpgraded(): boolean {
    return !isHttps(this.#given) && this.#usesTls !== false;
  }

  /** Host of the location. */
  get hostname(): string {
    return new URL(this.#given).hostname;
  }

  /** URL of the next request. Until it is known whether TLS works, the one to try it with. */
  get url(): string {
    return this.isUpgraded ? this.#given.trim().replace(/^http:/i, "https:") : this.#given;
  }

  /** Decides whether TLS is used, for the whole upload. */
  decide(usesTls: boolean): void {
    this.#usesTls = usesTls;
  }

  /** Moves the upload if the `Location` header of a response contains another valid location. */
  follow(header: string | undefined): void {
    const next = header === undefined ? undefined : resolveLocation(header, this.#given);
    if (next === undefined || next === new URL(this.#given).href) return;
    this.#given = next;
    if (isHttps(next) && this.#tls !== "as-given") this.#usesTls = true;
    this.#onMove(next);
  }
}

function isHttps(location: string): boolean {
  return new URL(location).protocol === "https:";
}
