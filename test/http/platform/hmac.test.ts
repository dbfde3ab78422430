import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as node from "../../../src/http/platform/hmac.node.ts";
import * as web from "../../../src/http/platform/hmac.web.ts";
import { anyCharacter } from "../../helpers/any-character.ts";
import { propertyOptions } from "../../helpers/property.ts";

const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 200 }),
  // Around and above the length up to which the Node version reuses a buffer.
  fc.string({
    unit: fc.constantFrom("a", "é", "密", "😀", "\uD800"),
    minLength: 500,
    maxLength: 3000,
  }),
);
const data = fc.oneof(text, fc.uint8Array({ maxLength: 300 }));

test.each([
  { name: "createHmacSha256() for Node", create: node.createHmacSha256, algorithm: "sha256" },
  { name: "createHmacSha256() for the web", create: web.createHmacSha256, algorithm: "sha256" },
  { name: "createHmacSha1() for Node", create: node.createHmacSha1, algorithm: "sha1" },
  { name: "createHmacSha1() for the web", create: web.createHmacSha1, algorithm: "sha1" },
])("$name matches node:crypto for any key and data", ({ create, algorithm }) => {
  const property = fc.property(text, fc.array(data, { maxLength: 4 }), (key, inputs) => {
    const hmac = create(key);

    const digests = inputs.map(hmac);

    // Reuses one function for several digests: they must be independent.
    const expected = inputs.map((input) =>
      createHmac(algorithm, key).update(input).digest("base64"),
    );
    expect(digests).toEqual(expected);
  });

  fc.assert(property, propertyOptions(300));
});
