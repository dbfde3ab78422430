import fc from "fast-check";

const surrogates = { first: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, except halves of surrogate pairs: a unit of `fc.string()`.
 *
 * The unit `"binary"` has the same characters, but first builds a table of all of them, which takes a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map((index) =>
    String.fromCodePoint(index < surrogates.first ? index : index + surrogates.count),
  );
