import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describeFile, restoreUploadSession, type StreamInput } from "flip-pili/flip";
import type { UploadServerSession } from "flip-pili/testing";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  type CreateUploadOptions,
  createUpload,
  expectClean,
  expectStored,
  expectUploaded,
  quick,
  restoreLocally,
  startUploads,
  timesSent,
  type Uploads,
} from "./start-uploads.ts";

const bytes = randomBytes(9_500);
const size = bytes.length;

/** An iterable of chunks that counts what was read of it, and whether it was ended early. */
class CountedStream implements AsyncIterable<Uint8Array> {
  pulled = 0;
  hasReturned = false;
  /** Called before each chunk with its position. */
  onPull: (position: number) => unknown = () => {};
  readonly #content: Uint8Array;
  readonly #chunkBytes: number;

  constructor(content: Uint8Array, chunkBytes: number) {
    this.#content = content;
    this.#chunkBytes = chunkBytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      while (this.pulled < this.#content.length) {
        await this.onPull(this.pulled);
        const chunk = this.#content.subarray(this.pulled, this.pulled + this.#chunkBytes);
        this.pulled += chunk.length;
        yield chunk;
      }
    } finally {
      this.hasReturned = true;
    }
  }
}

function createStreamUpload(
  uploads: Uploads,
  source: StreamInput,
  options: CreateUploadOptions = {},
) {
  return createUpload(uploads, { bytes, source, size, ...options });
}

const streams: Record<string, (chunkBytes: number) => StreamInput> = {
  "an AsyncIterable": (chunkBytes) => new CountedStream(bytes, chunkBytes),
  "a ReadableStream": (chunkBytes) =>
    Readable.toWeb(
      Readable.from(new CountedStream(bytes, chunkBytes)),
    ) as ReadableStream<Uint8Array>,
  "a Readable": (chunkBytes) => Readable.from(new CountedStream(bytes, chunkBytes)),
  "an AsyncIterable that reuses its buffer": async function* (chunkBytes) {
    const buffer = new Uint8Array(chunkBytes);
    for (let start = 0; start < size; start += chunkBytes) {
      const chunk = bytes.subarray(start, start + chunkBytes);
      buffer.set(chunk);
      yield buffer.subarray(0, chunk.length);
    }
  },
};

for (const [what, makeStream] of Object.entries(streams)) {
  for (const chunkBytes of [1, 333, 1_000, 4_001, 20_000]) {
    for (const multiChunk of [true, false]) {
      const mode = multiChunk ? "parts" : "ranges";
      test(`UploadSession sends ${what} with chunks of ${chunkBytes} bytes in ${mode}`, async () => {
        const uploads = await startUploads();
        const stream = makeStream(chunkBytes);
        const upload = await createStreamUpload(uploads, stream, { multiChunk, concurrency: 3 });

        await upload.session.start();

        await expectUploaded(upload);
      });
    }
  }
}

for (const multiChunk of [true, false]) {
  test(`UploadSession sends a stream over fetch, ${multiChunk ? "in parts" : "in ranges"}`, async () => {
    const uploads = await startUploads({}, { fetch: (...request) => fetch(...request) });
    uploads.server.script([{ kind: "status", status: 503, method: "PUT" }]);
    const stream = new CountedStream(bytes, 700);
    const { session, ...upload } = await createStreamUpload(uploads, stream, { multiChunk });

    await session.start();

    expectStored({ session, ...upload });
  });
}

test("UploadSession sends a stream in ranges of several blocks", async () => {
  const content = randomBytes(12_500_001);
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 503, method: "PUT", nth: 2 }]);
  const stream = new CountedStream(content, 65_536);
  const upload = await createUpload(uploads, {
    bytes: content,
    source: stream,
    size: content.length,
    multiChunk: false,
  });

  await upload.session.start();

  await expectUploaded(upload);
});

test("UploadSession reads a stream no further than the parts in flight", async () => {
  const uploads = await startUploads();
  const stream = new CountedStream(bytes, 100);
  const { session, ...upload } = await createStreamUpload(uploads, stream, { concurrency: 3 });
  const { stored } = upload;
  let ahead = 0;
  stream.onPull = (position) => {
    const acknowledged = upload.progress.at(-1)?.confirmed ?? 0;
    ahead = Math.max(ahead, position - Math.max(acknowledged, stored.acceptedBytes));
  };

  expect(stream.pulled).toBe(0);
  await session.start();

  // A part that the server has stored may not be acknowledged yet.
  expect(ahead).toBeLessThanOrEqual(3 * 1_000);
  await expectUploaded({ session, ...upload });
});

test("UploadSession reads nothing of a stream while its parts are not acknowledged", async () => {
  const uploads = await startUploads();
  const stream = new CountedStream(bytes, 100);
  uploads.server.script([{ kind: "stall", method: "PUT", times: 3 }]);
  const upload = await createStreamUpload(uploads, stream, { concurrency: 3 });

  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  const pulled = stream.pulled;
  upload.session.interrupt();
  await run;
  const afterInterruption = stream.pulled;
  await upload.session.resume();

  expect([pulled, afterInterruption]).toEqual([3_000, 3_000]);
  await expectUploaded(upload);
});

test.each([
  { kind: "status", status: 503, part: 4 },
  { kind: "reset", part: 4, after: 500 },
  { kind: "loseAnswer", part: 4 },
  { kind: "loseAnswer", part: 9 },
] as const)("UploadSession sends a part of a stream again after %j", async (fault) => {
  const uploads = await startUploads();
  uploads.server.script([fault]);
  const stream = new CountedStream(bytes, 700);
  const upload = await createStreamUpload(uploads, stream, { concurrency: 2 });

  await upload.session.start();

  expect(timesSent(upload.stored, fault.part)).toBe(2);
  await expectUploaded(upload);
});

test("UploadSession of a stream can be interrupted and resumed", async () => {
  const uploads = await startUploads();
  const stream = new CountedStream(bytes, 700);
  const upload = await createStreamUpload(uploads, stream, { concurrency: 2 });
  let reachMiddle = () => {};
  const middle = new Promise<void>((resolve) => {
    reachMiddle = resolve;
  });
  stream.onPull = (position) => void (position > 5_000 && reachMiddle());

  const run = outcomeOf(upload.session.start());
  await middle;
  upload.session.interrupt();
  expect(await run).toMatchObject({ reason: "interrupted" });
  await upload.session.resume();

  await expectUploaded(upload);
});

test.each([
  ["ends early", bytes.subarray(0, -1), "The stream has ended after 9499 of 9500 bytes"],
  ["is empty", bytes.subarray(0, 0), "The stream has ended after 0 of 9500 bytes"],
  ["ends late", new Uint8Array([...bytes, 0]), "The stream is longer than 9500 bytes"],
])("UploadSession of a stream that %s is not uploaded", async (_, content, message) => {
  for (const chunkBytes of [1, 500, 9_500, 10_000]) {
    for (const multiChunk of [true, false]) {
      const uploads = await startUploads();
      const stream = new CountedStream(content, chunkBytes);
      const { session, stored } = await createStreamUpload(uploads, stream, { multiChunk });

      const error = { name: "UploadError", reason: "stream-size", message };
      await expect(session.start()).rejects.toMatchObject(error);
      await expect(session.resume()).rejects.toMatchObject(error);

      expect(session.status).toBe("error");
      expect(stored.video).toBeUndefined();
      expect(stream.hasReturned).toBe(true);
      await session.abort();
      await expectClean(uploads);
    }
  }
});

test("UploadSession of a stream rejects when the server has lost an acknowledged part", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "body", json: { missing_parts: [3] }, method: "GET" }]);
  const { session } = await createStreamUpload(uploads, new CountedStream(bytes, 700));

  await expect(session.start()).rejects.toMatchObject({
    reason: "stream-consumed",
    message: "The server has lost bytes from 3000, which a stream cannot return again",
  });
  await session.abort();
  await expectClean(uploads);
});

test("UploadSession of a stream rejects when the server has lost an acknowledged range", async () => {
  const content = randomBytes(12_000_000);
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "status", status: 503, method: "PUT", nth: 2 },
    { kind: "status", status: 200, headers: { Range: "bytes=0-99" }, method: "PUT", nth: 3 },
  ]);
  const { session } = await createUpload(uploads, {
    bytes: content,
    source: new CountedStream(content, 65_536),
    size: content.length,
    multiChunk: false,
  });

  await expect(session.start()).rejects.toMatchObject({ reason: "stream-consumed" });
  await session.abort();
});

test("UploadSession rejects when its stream fails", async () => {
  const uploads = await startUploads();
  const stream = new CountedStream(bytes, 700);
  const cause = new Error("The camera was unplugged");
  stream.onPull = (position) => {
    if (position > 5_000) throw cause;
  };
  const { session } = await createStreamUpload(uploads, stream);
  const error = {
    reason: "source-unreadable",
    message: "The stream has failed: The camera was unplugged",
    cause,
  };

  await expect(session.start()).rejects.toMatchObject(error);
  await expect(session.resume()).rejects.toMatchObject(error);
  await session.abort();
  await expectClean(uploads);
});

test.each(["text", 5, null, undefined])("UploadSession rejects %j as a chunk", async (chunk) => {
  const uploads = await startUploads();
  const stream = Readable.from(chunk === null || chunk === undefined ? [] : [chunk]);
  const iterable =
    chunk === null || chunk === undefined
      ? (async function* () {
          yield chunk as unknown as Uint8Array;
        })()
      : stream;
  const { session } = await createStreamUpload(uploads, iterable);

  await expect(session.start()).rejects.toMatchObject({
    reason: "source-unreadable",
    message: expect.stringMatching(/^The chunks of the stream must be bytes, not /),
  });
  await session.abort();
});

/** A stream that returns a few bytes, and then waits until it is released. */
function hangingStream() {
  const stream = new CountedStream(bytes, 700);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hang = new Promise<void>((resolve) => {
    stream.onPull = async (position) => {
      if (position < 2_000) return;
      resolve();
      await released;
    };
  });
  return { stream, hang, release };
}

test("UploadSession of a stream that returns nothing settles, and can be resumed", async () => {
  const uploads = await startUploads();
  const { stream, release } = hangingStream();
  const upload = await createStreamUpload(uploads, stream, { stallMs: 100, attempts: 50 });

  await expect(upload.session.start()).rejects.toMatchObject({
    reason: "source-unreadable",
    message: "The stream returned no data within 100 ms",
  });
  release();
  await upload.session.resume();

  expectStored(upload);
});

test.each(["interrupt", "abort", "dispose"] as const)(
  "UploadSession of a stream that returns nothing settles after %s()",
  async (call) => {
    const uploads = await startUploads();
    const { stream, hang, release } = hangingStream();
    const { session } = await createStreamUpload(uploads, stream);
    const run = outcomeOf(session.start());
    await hang;

    if (call === "dispose") await session[Symbol.asyncDispose]();
    else await session[call]();

    expect(await run).toMatchObject({ reason: call === "abort" ? "aborted" : "interrupted" });
    release();
    if (call === "interrupt") await session.abort();
    while (!stream.hasReturned) await nextTurn();
    await expectClean(uploads);
  },
);

test("UploadSession.abort() ends a ReadableStream and a Readable", async () => {
  const uploads = await startUploads();
  let hasCanceled = false;
  const readable = new Readable({ read() {} });
  const web = new ReadableStream<Uint8Array>({
    cancel() {
      hasCanceled = true;
    },
  });

  for (const stream of [readable, web]) {
    const { session } = await createStreamUpload(uploads, stream);
    const run = outcomeOf(session.start());
    await nextTurn();
    await session.abort();
    expect(await run).toMatchObject({ reason: "aborted" });
  }

  expect([readable.destroyed, hasCanceled]).toEqual([true, true]);
  await expectClean(uploads);
});

test("restoreUploadSession() rejects the state of a stream", async () => {
  const uploads = await startUploads();
  const { session } = await createStreamUpload(uploads, new CountedStream(bytes, 700));
  const state = JSON.parse(JSON.stringify(session.state));

  expect(() => restoreUploadSession(state, bytes, restoreLocally)).toThrow(
    "Invalid argument state.fingerprint: is that of a stream, which only the session that reads it can send",
  );
  await session.abort();
});

const lockedStream = new ReadableStream<Uint8Array>();
lockedStream.getReader();

test.each([
  ["size", new CountedStream(bytes, 700), {}],
  ["size", new CountedStream(bytes, 700), { size: 0 }],
  ["size", new CountedStream(bytes, 700), { size: 1.5 }],
  ["size", new CountedStream(bytes, 700), { size: "9500" as unknown as number }],
  ["size", new CountedStream(bytes, 700), { size: 2 ** 53 }],
  ["size", bytes, { size: 9_500 }],
  ["restart", new CountedStream(bytes, 700), { size, restart: true }],
  ["source", lockedStream, { size }],
  ["source", Readable.from([]).destroy(), { size }],
] as const)(
  "uploadSession() rejects an invalid %s with a stream before any request",
  async (argument, source, options) => {
    const uploads = await startUploads();
    const sent = uploads.api.requests.length;

    const creation = uploads.factory.uploadSession(source, { ...quick, ...options });

    await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
    expect(uploads.api.requests).toHaveLength(sent);
  },
);

test("uploadSession() reads the size of a stream that has one, and nothing of its content", async () => {
  const uploads = await startUploads();
  const stream = Object.assign(new CountedStream(bytes, 700), { size });

  const { stored } = await createUpload(uploads, { source: stream, fileName: "live.mp4" });

  expect(stored).toMatchObject({ fileName: "live.mp4", fileSize: size } satisfies Partial<
    Record<keyof UploadServerSession, unknown>
  >);
  expect(stream.pulled).toBe(0);
});

test("a stream is rejected where the file must be read more than once", async () => {
  const uploads = await startUploads();
  const stream = new CountedStream(bytes, 700) as unknown as Uint8Array<ArrayBuffer>;
  const message = /not a stream: pass it to uploadSession\(\)/;

  await expect(describeFile(stream)).rejects.toThrow(message);
  await expect(uploads.factory.videos.create({ file: stream })).rejects.toThrow(message);
});
