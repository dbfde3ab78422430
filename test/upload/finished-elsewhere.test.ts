import { Agent } from "node:http";
import { connect as connectTo, type TcpNetConnectOpts } from "node:net";
import { Duplex } from "node:stream";
import { restoreUploadSession, type UploadOptions } from "flip-pili/flip";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  type CreateUploadOptions,
  createUpload,
  expectClean,
  restoreLocally,
  startUploads,
  timesSent,
} from "./start-uploads.ts";

/** Formats a time as the service does. */
function formatTime(milliseconds: number): string {
  const [date = "", time = ""] = new Date(milliseconds).toISOString().split("T");
  return `${date.replaceAll("-", "/")} ${time.slice(0, 8)} +0000`;
}

/** Returns the video of an upload, as the list of videos shows it. */
function makeVideo(fields: object = {}): object {
  return {
    id: "v1",
    status: "processing",
    original_filename: "file",
    file_size: 9_500,
    created_at: formatTime(Date.now() + 5_000),
    ...fields,
  };
}

/** Parts and ranges whose last response is lost, after which the session has ended. */
const modes: [string, UploadOptions, UploadFault[]][] = [
  [
    "parts",
    {},
    [
      { kind: "loseAnswer", part: 9 },
      { kind: "expire", part: 9 },
    ],
  ],
  [
    "parts, without the video in any response",
    {},
    [
      { kind: "body", part: 9 },
      { kind: "expire", method: "GET" },
    ],
  ],
  [
    "ranges, without the video in any response",
    { multiChunk: false },
    [
      { kind: "body", json: { missing_parts: null }, method: "PUT" },
      { kind: "expire", method: "PUT" },
    ],
  ],
  [
    "ranges",
    { multiChunk: false },
    [
      { kind: "loseAnswer", method: "PUT" },
      { kind: "expire", method: "PUT" },
    ],
  ],
];

async function finishElsewhere(
  videos: object[],
  options: CreateUploadOptions,
  faults: UploadFault[],
) {
  const uploads = await startUploads();
  uploads.videos = videos;
  uploads.server.script(faults);
  return createUpload(uploads, { concurrency: 1, ...options });
}

for (const [mode, options, faults] of modes) {
  test(`UploadSession finds the video when its session has ended after the last response was lost: ${mode}`, async () => {
    const { session, uploads } = await finishElsewhere([makeVideo()], options, faults);

    const video = await session.start();

    expect(video.id).toBe("v1");
    expect(session.status).toBe("uploaded");
    expect(uploads.server.sessions).toHaveLength(1);
    await expectClean(uploads);
  });

  const notFound: [string, object[]][] = [
    ["no video", []],
    ["two videos", [makeVideo(), makeVideo({ id: "v2" })]],
    ["a video of another name", [makeVideo({ original_filename: "other" })]],
    ["a video of another size", [makeVideo({ file_size: 9_501 })]],
    ["a video without a size", [makeVideo({ file_size: null })]],
    ["an older video", [makeVideo({ created_at: formatTime(Date.now() - 60_000) })]],
    ["a video without a time", [makeVideo({ created_at: null })]],
  ];

  for (const [what, videos] of notFound) {
    test(`UploadSession is not sent again after its session has ended, with ${what}: ${mode}`, async () => {
      const upload = await finishElsewhere(videos, { ...options, restart: true }, faults);
      const { session, uploads } = upload;

      const outcome = await outcomeOf(session.start());

      expect(outcome).toMatchObject({
        reason: "video-unknown",
        status: 404,
        message: expect.stringContaining("The file had been sent completely"),
        state: session.state,
      });
      expect(session.status).toBe("error");
      expect(uploads.server.sessions).toHaveLength(1);
      await expectClean(uploads);
    });
  }
}

test("UploadSession.resume() finds the video of a run whose last response was lost", async () => {
  const faults: UploadFault[] = [
    { kind: "loseAnswer", part: 9 },
    { kind: "expire", method: "GET" },
  ];
  const upload = await finishElsewhere([makeVideo()], { attempts: 1, restart: true }, faults);
  const { session, stored, uploads } = upload;

  await expect(session.start()).rejects.toMatchObject({ reason: "retries-exhausted" });
  const video = await session.resume();

  expect(video.id).toBe("v1");
  expect(timesSent(stored, 9)).toBe(1);
  await expectClean(uploads);
});

test("UploadSession finds the video that no response of the complete session names", async () => {
  const faults: UploadFault[] = [
    { kind: "body", part: 9, times: 2 },
    { kind: "body", json: { missing_parts: [] }, method: "GET", times: 2 },
  ];
  const { session, uploads } = await finishElsewhere([makeVideo()], {}, faults);

  const video = await session.start();

  expect(video.id).toBe("v1");
  expect(session.status).toBe("uploaded");
  await expectClean(uploads);
});

test("UploadSession is uploaded when the list of videos cannot be fetched", async () => {
  const faults: UploadFault[] = [
    { kind: "body", part: 9, times: 2 },
    { kind: "body", json: { missing_parts: [] }, method: "GET", times: 2 },
  ];
  const { session, uploads } = await finishElsewhere([], {}, faults);
  uploads.videos = { error: "BadRequest", message: "not now" } as never;

  const run = session.start();

  const cause = { name: "HttpError" };
  await expect(run).rejects.toMatchObject({ reason: "video-unknown", cause });
  expect(session.status).toBe("uploaded");
});

test("UploadSession without credentials is not expired when only the last response was lost", async () => {
  const uploads = await startUploads();
  const { session, bytes } = await createUpload(uploads);
  uploads.server.script([
    { kind: "loseAnswer", part: 9 },
    { kind: "expire", part: 9 },
  ]);
  const options = { ...restoreLocally, concurrency: 1 };
  const restored = restoreUploadSession(session.state, bytes, options);

  await expect(restored.resume()).rejects.toMatchObject({ reason: "video-unknown" });

  expect(restored.status).toBe("error");
  await expectClean(uploads);
});

test("UploadSession can be resumed when the list of videos could not be fetched", async () => {
  const faults: UploadFault[] = [
    { kind: "loseAnswer", part: 9 },
    { kind: "expire", part: 9 },
  ];
  const { session, uploads } = await finishElsewhere([], {}, faults);
  uploads.videos = { error: "BadRequest", message: "not now" } as never;

  await expect(session.start()).rejects.toMatchObject({
    reason: "video-unknown",
    cause: { name: "HttpError" },
  });
  uploads.videos = [makeVideo({ file_size: "9500" })];
  const video = await session.resume();

  expect(video.id).toBe("v1");
  expect(session.status).toBe("uploaded");
});

test("UploadSession is expired when the server has lost a part before its session ended", async () => {
  const faults: UploadFault[] = [
    { kind: "forget", parts: [3], part: 9 },
    { kind: "delay", ms: 0, method: "GET" },
    { kind: "expire", part: 3, nth: 2 },
  ];
  const { session } = await finishElsewhere([makeVideo()], {}, faults);

  await expect(session.start()).rejects.toMatchObject({ reason: "expired" });
});

test("UploadSession is not sent again when the last response of another part was lost with its session", async () => {
  const bytes = new Uint8Array(1_500);
  const faults: UploadFault[] = [
    { kind: "stall", part: 0 },
    { kind: "loseAnswer", part: 1 },
    { kind: "expire", part: 1 },
  ];
  const options = { bytes, concurrency: 2, restart: true };
  const { session, uploads } = await finishElsewhere([], options, faults);

  const outcome = await outcomeOf(session.start());

  expect(outcome).toMatchObject({ reason: "video-unknown" });
  expect(uploads.server.sessions).toHaveLength(1);
  await expectClean(uploads);
});

/** An agent that does not report when the network has taken chunks of one size. */
class SilentAgent extends Agent {
  readonly #chunkBytes: number;

  constructor(chunkBytes: number) {
    super();
    this.#chunkBytes = chunkBytes;
  }

  override createConnection(options: TcpNetConnectOpts): Duplex {
    const chunkBytes = this.#chunkBytes;
    const socket = connectTo(options);
    const connection = new Duplex({
      read() {},
      write(chunk: Buffer, _, callback) {
        socket.write(chunk);
        if (chunk.length !== chunkBytes) callback();
      },
      destroy(error, callback) {
        socket.destroy();
        callback(error);
      },
    });
    socket.on("data", (chunk) => connection.push(chunk));
    socket.on("error", (error) => connection.destroy(error));
    socket.on("end", () => connection.push(null));
    return connection;
  }
}

test("UploadSession is not sent again when a reset hides that the network had taken everything", async () => {
  const bytes = new Uint8Array(900);
  const uploads = await startUploads({}, { agent: { http: new SilentAgent(900) } });
  uploads.server.script([
    { kind: "loseAnswer", part: 0 },
    { kind: "expire", part: 0 },
  ]);
  const { session } = await createUpload(uploads, { bytes, restart: true, tls: "as-given" });

  const outcome = await outcomeOf(session.start());

  expect(outcome).toMatchObject({ reason: "video-unknown" });
  expect(uploads.server.sessions).toHaveLength(1);
  await expectClean(uploads);
});
