import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRequestHead, requestFraming } from "../../../src/testing/proxy/message-head.ts";
import { MessageReader, type MessageSegment } from "../../../src/testing/proxy/message-reader.ts";
import { propertyOptions } from "../../helpers/property.ts";

const createReader = () =>
  new MessageReader({ readHead: parseRequestHead, frame: ({ fields }) => requestFraming(fields) });

/** Reads bytes that arrive split at these positions. */
function readSplit(bytes: Buffer, cuts: readonly number[]) {
  const reader = createReader();
  const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b)];
  const segments = places.flatMap((place, index) => [
    ...reader.read(Buffer.from(bytes.subarray(place, places[index + 1]))),
  ]);
  return { segments, pending: reader.takePending() };
}

const content = (segments: readonly MessageSegment<unknown>[], type: string) =>
  Buffer.concat(
    segments.filter((segment) => segment.type === type).map(({ bytes }) => bytes),
  ).toString();
const cuts = fc.array(fc.nat(), { maxLength: 300 });

test("MessageReader finds the same messages, however they are split", () => {
  const messages = Buffer.from(
    "\r\nPOST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nab\r\nc" +
      "PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nde\r\n00a\r\n0123456789\r\n0\r\nX: 1\r\n\r\n" +
      "GET /c HTTP/1.1\nHost: a\n\n",
  );

  const property = fc.property(cuts, (places) => {
    const { segments, pending } = readSplit(messages, places);

    const targets = segments.flatMap((segment) =>
      segment.type === "head" ? segment.head.target : [],
    );
    expect(targets).toEqual(["/a", "/b", "/c"]);
    expect(content(segments, "content")).toBe("ab\r\ncde0123456789");
    expect(segments.filter(({ type }) => type === "end")).toHaveLength(3);
    expect(Buffer.concat(segments.map(({ bytes }) => bytes)).equals(messages)).toBe(true);
    expect(pending).toHaveLength(0);
  });

  fc.assert(property, propertyOptions(500));
});

test("MessageReader loses no byte of random input", () => {
  const noise = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc
      .string({ minLength: 1, maxLength: 400 })
      .map((text) => Buffer.from(`GET / HTTP/1.1\r\n${text}`)),
  );

  const property = fc.property(noise, cuts, (bytes, places) => {
    const { segments, pending } = readSplit(Buffer.from(bytes), places);

    const passed = Buffer.concat([...segments.map((segment) => segment.bytes), pending]);
    expect(passed.equals(Buffer.from(bytes))).toBe(true);
  });

  fc.assert(property, propertyOptions(500));
});
