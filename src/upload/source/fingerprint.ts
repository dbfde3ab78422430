import { isPlainObject } from "../../http/argument-checks.ts";

/** Properties that distinguish a file from another one, even if only its content has changed. */
export interface Fingerprint {
  /** SHA-256 of samples of the content, in hex; `stream` for a stream. */
  readonly sample: string;
  /** Number of samples. Missing if the whole content is hashed, and in the states of earlier versions. */
  readonly samples?: number;
  /** Time of the last change of the content, in nanoseconds since 1970. Set for paths. */
  readonly modified?: string;
  /** Time of the last change of the content, name or permissions. Set for paths. */
  readonly changed?: string;
  /** Inode number. Set for paths. */
  readonly inode?: string;
}

/** Sample in the fingerprint of a stream, whose content is not known in advance. */
export const streamSample = "stream";

const sha256 = /^[\da-f]{64}$/;

/** Returns whether a value may be the number of samples in a fingerprint, also in that of a later version. */
function isSampleCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 2 && Number(value) <= 4096;
}

/** Returns whether a value is the fingerprint of a file. Only the sample is checked: nothing else is compared. */
export function isFingerprint(value: unknown): value is Fingerprint {
  const { sample, samples } = isPlainObject(value) ? value : {};
  const isValid = samples === undefined || isSampleCount(samples);
  return isValid && typeof sample === "string" && sha256.test(sample);
}

/** Returns a fingerprint without further fields, which could be of any size. */
export function copyFingerprint({ sample, samples, ...others }: Fingerprint): Fingerprint {
  const names = ["modified", "changed", "inode"] as const;
  const texts = names.filter((name) => typeof others[name] === "string");
  return {
    sample,
    ...(samples !== undefined && { samples }),
    ...Object.fromEntries(texts.map((name) => [name, others[name]])),
  };
}

/** Returns whether a value is the fingerprint of a stream. */
export function isStreamFingerprint(value: unknown): boolean {
  const { sample } = isPlainObject(value) ? value : {};
  return sample === streamSample;
}
