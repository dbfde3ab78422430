import { createHash } from "node:crypto";
import type { Intake, Storage } from "./storage.ts";

/** Hashes of parts, by what they cover. */
type Hashes = Map<string, string>;

/** A storage for benchmarks: it keeps the hash of each part, or nothing at all. */
export function discardBytes({ isHashing }: { isHashing: boolean }): Storage {
  const hashes: Hashes = new Map();
  return {
    openPart: (_, offset) => (isHashing ? hashPart(hashes, offset) : ignoring),
    openRange: () => ignoring,
    flipBit() {
      throw new Error("Cannot flip a bit: the server discards what it gets");
    },
    sha256(offset, length) {
      const hash = hashes.get(nameOf(offset, length));
      if (hash !== undefined) return hash;
      throw new Error("Cannot hash the file: the server discards what it gets");
    },
    async close() {},
  };
}

const ignoring: Intake = { add: () => {}, finish: () => {} };

function hashPart(hashes: Hashes, offset: number): Intake {
  const hash = createHash("sha256");
  let length = 0;
  return {
    add(bytes) {
      length += bytes.length;
      hash.update(bytes);
    },
    finish: () => void hashes.set(nameOf(offset, length), hash.digest("hex")),
  };
}

function nameOf(offset: number, length: number): string {
  return `${offset}+${length}`;
}
