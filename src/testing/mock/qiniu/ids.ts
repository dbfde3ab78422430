import { randomBytes } from "node:crypto";

/**
 * Creates a generator of ids like those of the services: 24 hex digits, of which the first 8 are the time
 * in Unix seconds.
 */
export function createMakeId(now: () => Date): () => string {
  let count = 0;
  return () => {
    const seconds = Math.max(0, Math.floor(now().getTime() / 1000));
    count += 1;
    return seconds.toString(16).padStart(8, "0").slice(-8) + count.toString(16).padStart(16, "0");
  };
}

/** Returns a random key as hex. */
export function createKey(): string {
  return randomBytes(8).toString("hex");
}

/** Returns a random positive number of up to 63 bits. */
export function createNumber(): bigint {
  return randomBytes(8).readBigUInt64BE() >> 1n;
}
