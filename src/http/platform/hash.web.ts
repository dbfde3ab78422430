// Constants of the standards are computed where they are defined by a formula: that takes fewer bytes. None of them
// depends on the precision of the engine: they are cut to integers from values at least 0.005 away from one.

/** A hash function that adds blocks of 64 bytes to a state. */
export interface BlockHash {
  /** State before the first block, as words whose highest byte is first. */
  readonly start: readonly number[];
  /** Whether the length at the end of the data has its lowest byte first. */
  readonly isLittleEndian?: true;
  /**
   * Adds a block to the state.
   *
   * @param schedule - The block, followed by free space: 320 bytes in all.
   */
  readonly addBlock: (state: DataView, schedule: DataView) => void;
}

/** An incremental hash. */
export class Digest {
  readonly #hash: BlockHash;
  readonly #state: DataView;
  readonly #bytes = new Uint8Array(320);
  readonly #schedule = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor(hash: BlockHash) {
    this.#hash = hash;
    this.#state = new DataView(new ArrayBuffer(4 * hash.start.length));
    addWords(this.#state, hash.start);
  }

  /** Continues from another hash of the same function, which has added whole blocks. */
  continueFrom(other: Digest): this {
    for (let offset = 0; offset < this.#state.byteLength; offset += 4) {
      this.#state.setInt32(offset, other.#state.getInt32(offset));
    }
    this.#length = other.#length;
    return this;
  }

  update(data: Uint8Array): this {
    for (let offset = 0; offset < data.length; ) {
      const start = this.#length % 64;
      const chunk = data.subarray(offset, offset + 64 - start);
      this.#bytes.set(chunk, start);
      offset += chunk.length;
      this.#length += chunk.length;
      if (this.#length % 64 === 0) this.#hash.addBlock(this.#state, this.#schedule);
    }
    return this;
  }

  /** Returns the hash. Afterwards, this object can only {@link continueFrom} another one. */
  digest(): Uint8Array {
    const padding = new Uint8Array(72 - ((this.#length + 8) % 64));
    const view = new DataView(padding.buffer, padding.length - 8);
    padding[0] = 0x80;
    view.setBigInt64(0, BigInt(this.#length * 8), this.#hash.isLittleEndian);
    this.update(padding);
    return new Uint8Array(this.#state.buffer.slice(0));
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Returns the first 32 bits of the fractional part of a number. */
function fraction(value: number): number {
  return (value * 2 ** 32) | 0;
}

let sha256Hash: BlockHash | undefined;

/** Returns SHA-256 (FIPS 180-4, section 6.2). */
export function sha256(): BlockHash {
  sha256Hash ??= defineSha256();
  return sha256Hash;
}

function defineSha256(): BlockHash {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const roots = (exponent: number) => primes.map((prime) => fraction(prime ** exponent));
  const constants = Int32Array.from(roots(1 / 3));
  return {
    start: roots(1 / 2).slice(0, 8),
    addBlock: (state, schedule) => addSha256Block(state, schedule, constants),
  };
}

function addSha256Block(state: DataView, schedule: DataView, constants: Int32Array): void {
  for (let offset = 64; offset < 256; offset += 4) {
    const x = schedule.getInt32(offset - 60);
    const y = schedule.getInt32(offset - 8);
    const sigma0 = rotateLeft(x, 25) ^ rotateLeft(x, 14) ^ (x >>> 3);
    const sigma1 = rotateLeft(y, 15) ^ rotateLeft(y, 13) ^ (y >>> 10);
    const word = schedule.getInt32(offset - 64) + schedule.getInt32(offset - 28) + sigma0 + sigma1;
    schedule.setInt32(offset, word);
  }
  let a = state.getInt32(0);
  let b = state.getInt32(4);
  let c = state.getInt32(8);
  let d = state.getInt32(12);
  let e = state.getInt32(16);
  let f = state.getInt32(20);
  let g = state.getInt32(24);
  let h = state.getInt32(28);
  for (let round = 0; round < 64; round++) {
    const word = ((constants[round] ?? 0) + schedule.getInt32(4 * round)) | 0;
    const sum1 = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + word) | 0;
    const sum0 = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10);
    const t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  addWords(state, [a, b, c, d, e, f, g, h]);
}

function addWords(state: DataView, words: readonly number[], isLittleEndian?: boolean): void {
  words.forEach((word, index) => {
    const sum = state.getInt32(4 * index, isLittleEndian) + word;
    state.setInt32(4 * index, sum, isLittleEndian);
  });
}

/** SHA-1 (FIPS 180-4, section 6.1). */
export const sha1: BlockHash = {
  start: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0],
  addBlock: addSha1Block,
};

function addSha1Block(state: DataView, schedule: DataView): void {
  for (let offset = 64; offset < 320; offset += 4) {
    const [x, y] = [schedule.getInt32(offset - 12), schedule.getInt32(offset - 32)];
    const [z, w] = [schedule.getInt32(offset - 56), schedule.getInt32(offset - 64)];
    schedule.setInt32(offset, rotateLeft(x ^ y ^ z ^ w, 1));
  }
  let a = state.getInt32(0);
  let b = state.getInt32(4);
  let c = state.getInt32(8);
  let d = state.getInt32(12);
  let e = state.getInt32(16);
  for (let round = 0; round < 80; round++) {
    const word = schedule.getInt32(4 * round);
    const sum = (rotateLeft(a, 5) + mixSha1(round, b, c, d) + e + word) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = sum;
  }
  addWords(state, [a, b, c, d, e]);
}

/** Returns the function of a round with its constant added. */
function mixSha1(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) ^ (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) ^ (b & d) ^ (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

/** MD5 (RFC 1321). */
export const md5: BlockHash = {
  start: [0x01234567, 0x89abcdef, 0xfedcba98, 0x76543210],
  isLittleEndian: true,
  addBlock: addMd5Block,
};

/** Rotations of the rounds of MD5: four for each 16 rounds. */
const md5Rotations = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function addMd5Block(state: DataView, block: DataView): void {
  let a = state.getInt32(0, true);
  let b = state.getInt32(4, true);
  let c = state.getInt32(8, true);
  let d = state.getInt32(12, true);
  for (let round = 0; round < 64; round++) {
    const [mixed, index] = mixMd5(round, b, c, d);
    const constant = fraction(Math.abs(Math.sin(round + 1)));
    const sum = (a + mixed + constant + block.getInt32(4 * (index % 16), true)) | 0;
    const bits = md5Rotations[4 * (round >> 4) + (round % 4)] ?? 0;
    a = d;
    d = c;
    c = b;
    b = (b + rotateLeft(sum, bits)) | 0;
  }
  addWords(state, [a, b, c, d], true);
}

/** Returns the function of a round, and the word of the block that it adds. */
function mixMd5(round: number, b: number, c: number, d: number): readonly [number, number] {
  if (round < 16) return [(b & c) | (~b & d), round];
  if (round < 32) return [(d & b) | (~d & c), 5 * round + 1];
  if (round < 48) return [b ^ c ^ d, 3 * round + 5];
  return [c ^ (b | ~d), 7 * round];
}
