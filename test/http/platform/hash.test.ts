import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type BlockHash, Digest, md5, sha1, sha256 } from "../../../src/http/platform/hash.web.ts";
import { propertyOptions } from "../../helpers/property.ts";

const twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

test.each([
  // FIPS 180-4, examples of the Cryptographic Standards and Guidelines.
  ["sha256", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["sha256", twoBlocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
  [
    "sha256",
    "a".repeat(1_000_000),
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  ],
  ["sha1", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  ["sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"],
  ["sha1", twoBlocks, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"],
  ["sha1", "a".repeat(1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"],
  // RFC 1321, appendix A.5.
  ["md5", "", "d41d8cd98f00b204e9800998ecf8427e"],
  ["md5", "a", "0cc175b9c0f1b6a831c399e269772661"],
  ["md5", "abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
  ["md5", "abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"],
  [
    "md5",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "d174ab98d277d9f5a5611c2c9f419d9f",
  ],
  ["md5", "1234567890".repeat(8), "57edf4a22be3c955ac49da2e2107b67a"],
])("Digest of %s matches the published vector for %j", (algorithm, text, expected) => {
  const bytes = new TextEncoder().encode(text);

  const digest = new Digest(hashOf(algorithm)).update(bytes).digest();

  expect(Buffer.from(digest).toString("hex")).toBe(expected);
});

test.each(["md5", "sha1", "sha256"])(
  "Digest of %s matches node:crypto however the data is split",
  (algorithm) => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });
    const property = fc.property(chunks, (data) => {
      const digest = new Digest(hashOf(algorithm));

      for (const chunk of data) digest.update(chunk);

      const expected = createHash(algorithm).update(Buffer.concat(data)).digest("hex");
      expect(Buffer.from(digest.digest()).toString("hex")).toBe(expected);
    });

    fc.assert(property, propertyOptions(500));
  },
);

test.each(["md5", "sha1", "sha256"])(
  "Digest of %s matches node:crypto for every length up to four blocks",
  (algorithm) => {
    const data = Uint8Array.from({ length: 256 }, (_, index) => index * 7);

    const digests = Array.from(data, (_, length) =>
      Buffer.from(new Digest(hashOf(algorithm)).update(data.subarray(0, length)).digest()),
    );

    const expected = Array.from(data, (_, length) =>
      createHash(algorithm).update(data.subarray(0, length)).digest(),
    );
    expect(digests).toEqual(expected);
  },
);

function hashOf(algorithm: string): BlockHash {
  const hash = { md5, sha1, sha256: sha256() }[algorithm];
  if (hash === undefined) throw new Error(`There is no hash ${algorithm}`);
  return hash;
}
