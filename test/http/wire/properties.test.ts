import fc from "fast-check";
import {
  canonicalQuery,
  createFlipClient,
  listVideos,
  TelestreamCloud,
  unwrap,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { anyCharacter } from "../../helpers/any-character.ts";
import { credentials } from "../../helpers/flip-server.ts";
import { propertyOptions } from "../../helpers/property.ts";

const anyText = fc.string({ unit: anyCharacter });
const plainText = fc.stringMatching(/^[\w.~!'()*-]{0,20}$/);

test("canonicalQuery() escapes all bytes except letters, digits and -._~", () => {
  const property = fc.property(fc.oneof(anyText, plainText), (text) => {
    const bytes = [...Buffer.from(text)].map((byte) => {
      const character = String.fromCharCode(byte);
      const hex = byte.toString(16).toUpperCase().padStart(2, "0");
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${hex}`;
    });

    expect(canonicalQuery({ v: text })).toBe(`v=${bytes.join("")}`);
  });

  fc.assert(property, propertyOptions(1000));
});

test("unwrap() returns safe integers as numbers and others as strings", async () => {
  const whitespace = fc.stringMatching(/^[ \n\r\t]{0,3}$/);
  const integer = fc.oneof(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(-9n, 9n));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      integer,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.oneof(anyText, integer.map(String), fc.constantFrom('":1234567890123456789', "[1e16,")),
      fc.constantFrom(true, false, null),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(anyText, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const property = fc.asyncProperty(tree, whitespace, async (value, space) => {
    const fetch = async () => new Response(toJson({ value }, space), { headers });
    const client = createFlipClient({ ...credentials, fetch });

    const data = await unwrap(listVideos(client));

    expect(data).toEqual({ value: asReceived(value) });
  });

  await fc.assert(property, propertyOptions(500));
});

test("signedParams() returns the UTC time in microseconds, even if the clock jumps", () => {
  const time = fc.date({ min: new Date(2000), max: new Date("2255-01-01"), noInvalidDate: true });
  const property = fc.property(fc.array(time, { maxLength: 5 }), (times) => {
    const clock = times.values();
    const now = () => clock.next().value ?? new Date(0);
    const tc = new TelestreamCloud({ ...credentials, now });

    const timestamps = times.map(() => tc.signedParams("GET", "/videos.json").timestamp);

    for (const [index, timestamp] of timestamps.entries()) {
      const expected = times[index]?.toISOString().replace("Z", "000Z");
      // At an equal or slightly earlier time, the timestamp is one microsecond after the last.
      const isBurst = timestamps[index - 1] !== undefined && timestamp !== expected;
      if (isBurst) expect(microseconds(timestamp)).toBe(microseconds(timestamps[index - 1]) + 1);
      else expect(timestamp).toBe(expected);
    }
  });

  fc.assert(property, propertyOptions(500));
});

const headers = { "Content-Type": "application/json" };

function toJson(value: unknown, space: string): string {
  if (typeof value === "bigint") return String(value);
  const items = (texts: string[]) => texts.join(`${space},${space}`);
  if (Array.isArray(value)) return `[${space}${items(value.map((item) => toJson(item, space)))}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}${space}:${space}${toJson(item, space)}`,
  );
  return `{${space}${items(fields)}${space}}`;
}

function asReceived(value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (typeof value === "number") return asReceivedNumber(value);
  if (Array.isArray(value)) return value.map(asReceived);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, asReceived(item)]);
  return Object.fromEntries(entries);
}

/** JSON has no exponent in large whole numbers, so they look like other integers. */
function asReceivedNumber(value: number): unknown {
  const text = JSON.stringify(value);
  return /^-?\d+$/.test(text) ? asReceived(BigInt(text)) : Number(text);
}

function microseconds(timestamp: string | undefined): number {
  const [, second = "", fraction = ""] = /^(.*)\.(\d{6})Z$/.exec(timestamp ?? "") ?? [];
  return Date.parse(`${second}Z`) * 1000 + Number(fraction);
}
