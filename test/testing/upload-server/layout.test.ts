import fc from "fast-check";
import { expect, test } from "vitest";
import { parseContentRange } from "../../../src/testing/upload-server/parse-upload.ts";
import {
  countParts,
  partLength,
  partOffset,
} from "../../../src/testing/upload-server/upload-progress.ts";
import { propertyOptions } from "../../helpers/property.ts";
import { makeBytes, sendRange, startUploads } from "../../helpers/raw-upload.ts";

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

test.each([
  [0, 5 * mebibyte, 0, 0],
  [1, 5 * mebibyte, 1, 1],
  [5 * mebibyte - 1, 5 * mebibyte, 1, 5 * mebibyte - 1],
  [5 * mebibyte, 5 * mebibyte, 1, 5 * mebibyte],
  [5 * mebibyte + 1, 5 * mebibyte, 2, 1],
  [2 ** 31, 512 * 1024, 4096, 512 * 1024],
  [2 ** 32 + 1, 5 * mebibyte, 820, mebibyte + 1],
  [5 * 1024 * gibibyte + 7, 5 * mebibyte, 1_048_577, 7],
  [Number.MAX_SAFE_INTEGER, 2 ** 40, 8192, 2 ** 40 - 1],
])(
  "countParts() divides %d bytes into parts of %d: %d parts, the last of %d bytes",
  (fileSize, partSize, count, last) => {
    const layout = { fileSize, partSize };

    const parts = countParts(layout);

    expect(parts).toBe(count);
    expect(parts === 0 ? 0 : partLength(parts - 1, layout)).toBe(last);
  },
);

test("partOffset() and partLength() cover a file without gaps", () => {
  const sizes = fc.record({
    fileSize: fc.integer({ min: 1, max: 2 ** 45 }),
    partSize: fc.integer({ min: 1, max: 2 ** 40 }),
  });

  fc.assert(
    fc.property(sizes, fc.nat(), (layout, pick) => {
      const parts = countParts(layout);
      const part = pick % parts;
      const end = partOffset(part, layout) + partLength(part, layout);

      expect(partLength(part, layout)).toBeGreaterThan(0);
      expect(end).toBe(part === parts - 1 ? layout.fileSize : partOffset(part + 1, layout));
    }),
    propertyOptions(100),
  );
});

test.each([
  ["bytes 0-4/9", { kind: "range", start: 0, end: 4, size: 9 }],
  ["bytes 4294967296-4294967300/9007199254740991", { start: 2 ** 32, size: 2 ** 53 - 1 }],
  ["bytes */9", { kind: "status", size: 9 }],
])("parseContentRange() reads %s", (header, range) => {
  expect(parseContentRange(header)).toMatchObject(range);
});

test.each(["", "0-4/9", "bytes 0-4", "bytes=0-4/9", "bytes 0-4/*", "bytes -4/9", "bytes a-b/c"])(
  "parseContentRange() reads nothing from %j",
  (header) => {
    expect(parseContentRange(header)).toBeUndefined();
  },
);

test("UploadServer.createSession() accepts a file of five tebibytes", async () => {
  const server = await startUploads({ discard: true, partSize: 5 * mebibyte });

  const session = server.createSession({ fileName: "large", fileSize: 5 * 1024 * gibibyte });

  expect(session.response).toMatchObject({ parts: "1048576", part_size: "5242880" });
  expect(session.missingParts.at(-1)).toBe(1_048_575);
  expect(session.isComplete).toBe(false);
});

test("UploadServerSession.location distinguishes ranges beyond four gibibytes", async () => {
  const server = await startUploads({ discard: true });
  const fileSize = 5 * gibibyte;
  const session = server.createSession({ fileName: "large", fileSize, multiChunk: false });

  const { text } = await sendRange(session, `${2 ** 32}-${2 ** 32 + 9}/${fileSize}`, makeBytes(10));

  expect(JSON.parse(text)).toMatchObject({ message: `The next byte is 0, not ${2 ** 32}` });
});
