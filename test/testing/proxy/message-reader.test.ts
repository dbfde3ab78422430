import fc from "fast-check";
import { expect, test } from "vitest";
import { frameRequest } from "../../../src/testing/proxy/body-framing.ts";
import { readRequestHead } from "../../../src/testing/proxy/message-head.ts";
import { MessageReader, type Piece } from "../../../src/testing/proxy/message-reader.ts";

const createReader = () =>
  new MessageReader({ readHead: readRequestHead, frame: ({ fields }) => frameRequest(fields) });

/** What a reader makes of bytes that arrive cut at these places. */
function readCut(bytes: Buffer, cuts: readonly number[]) {
  const reader = createReader();
  const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b)];
  const pieces = places.flatMap((place, index) => [
    ...reader.read(Buffer.from(bytes.subarray(place, places[index + 1]))),
  ]);
  return { pieces, held: reader.takeHeld() };
}

const content = (pieces: readonly Piece<unknown>[], type: string) =>
  Buffer.concat(pieces.filter((piece) => piece.type === type).map(({ bytes }) => bytes)).toString();
const cuts = fc.array(fc.nat(), { maxLength: 300 });

test("MessageReader finds the same messages, however they are cut", () => {
  const messages = Buffer.from(
    "\r\nPOST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nab\r\nc" +
      "PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nde\r\n00a\r\n0123456789\r\n0\r\nX: 1\r\n\r\n" +
      "GET /c HTTP/1.1\nHost: a\n\n",
  );

  const property = fc.property(cuts, (places) => {
    const { pieces, held } = readCut(messages, places);

    const targets = pieces.flatMap((piece) => (piece.type === "head" ? piece.head.target : []));
    expect(targets).toEqual(["/a", "/b", "/c"]);
    expect(content(pieces, "content")).toBe("ab\r\ncde0123456789");
    expect(pieces.filter(({ type }) => type === "end")).toHaveLength(3);
    expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(messages)).toBe(true);
    expect(held).toHaveLength(0);
  });

  fc.assert(property, { numRuns: 500 });
});

test("MessageReader loses no byte of anything", () => {
  const noise = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
    fc
      .string({ minLength: 1, maxLength: 400 })
      .map((text) => Buffer.from(`GET / HTTP/1.1\r\n${text}`)),
  );

  const property = fc.property(noise, cuts, (bytes, places) => {
    const { pieces, held } = readCut(Buffer.from(bytes), places);

    const passed = Buffer.concat([...pieces.map((piece) => piece.bytes), held]);
    expect(passed.equals(Buffer.from(bytes))).toBe(true);
  });

  fc.assert(property, { numRuns: 500 });
});
