import { createHash } from "node:crypto";
import type { Intake, Storage } from "./storage.ts";
import type { StoredBytes } from "./stored-bytes.ts";

const hashedAtOnce = 1024 * 1024;

/** A storage that keeps what it gets. */
export function keepBytes(stored: StoredBytes): Storage {
  return {
    openPart: (_, offset) => openPart(stored, offset),
    openRange: (offset) => openRange(stored, offset),
    flipBit(position, bit) {
      const [byte = 0] = stored.read(position, 1);
      stored.replace(position, byte ^ (1 << bit));
    },
    sha256: (offset, length) => hashStored(stored, offset, length),
    close: () => stored.close(),
  };
}

function openPart(stored: StoredBytes, offset: number): Intake {
  const chunks: Buffer[] = [];
  return {
    add: (bytes) => void chunks.push(bytes),
    finish: () => stored.write(offset, Buffer.concat(chunks)),
  };
}

function openRange(stored: StoredBytes, offset: number): Intake {
  let next = offset;
  return {
    async add(bytes) {
      await stored.write(next, bytes);
      next += bytes.length;
    },
    finish: () => {},
  };
}

function hashStored(stored: StoredBytes, offset: number, length: number): string {
  const hash = createHash("sha256");
  for (let done = 0; done < length; done += hashedAtOnce) {
    hash.update(stored.read(offset + done, Math.min(hashedAtOnce, length - done)));
  }
  return hash.digest("hex");
}
