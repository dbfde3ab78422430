import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as node from "../../../src/http/platform/hmac.node.ts";
import * as web from "../../../src/http/platform/hmac.web.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  // Around the length that Node's writes into a buffer of its own, and beyond it.
  fc.string({
    unit: fc.constantFrom("a", "é", "密", "😀", "\uD800"),
    minLength: 500,
    maxLength: 3000,
  }),
);
const data = fc.oneof(text, fc.uint8Array({ maxLength: 300 }));

test.each([
  { name: "HMAC-SHA256 of Node", create: node.createHmacSha256, algorithm: "sha256" },
  { name: "HMAC-SHA256 of the web", create: web.createHmacSha256, algorithm: "sha256" },
  { name: "HMAC-SHA1 of Node", create: node.createHmacSha1, algorithm: "sha1" },
  { name: "HMAC-SHA1 of the web", create: web.createHmacSha1, algorithm: "sha1" },
])("$name is the standard one, whatever the key and the data", ({ create, algorithm }) => {
  const property = fc.property(text, fc.array(data, { maxLength: 4 }), (key, pieces) => {
    const hmac = create(key);

    const proofs = pieces.map(hmac);

    // One of them is used for many signatures: what came before must not matter.
    const expected = pieces.map((piece) =>
      createHmac(algorithm, key).update(piece).digest("base64"),
    );
    expect(proofs).toEqual(expected);
  });

  fc.assert(property, { numRuns: 300 });
});
