import { sha256Hex } from "#hmac";

/** Files up to this size are looked at as a whole. */
const wholeBytes = 4 * 1024 * 1024;
const samples = 256;
const sampleBytes = 16 * 1024;

/**
 * SHA-256 of samples of a file's content: 256 pieces of 16 KiB, evenly spread, the first and the
 * last among them; of a file of up to 4 MiB, all of it.
 */
export async function sampleContent(
  size: number,
  read: (start: number, end: number) => Promise<Uint8Array>,
): Promise<string> {
  if (size <= wholeBytes) return sha256Hex([await read(0, size)]);
  const pieces: Uint8Array[] = [];
  const step = (size - sampleBytes) / (samples - 1);
  for (let index = 0; index < samples; index++) {
    const start = Math.floor(index * step);
    pieces.push((await read(start, start + sampleBytes)).slice());
  }
  return sha256Hex(pieces);
}
