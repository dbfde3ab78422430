import { execFileSync } from "node:child_process";
import { appendFileSync, truncateSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readlink, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Factory, FileInput, SendProgress } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { closedPort, connect, type ReceivedRequest, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** Several chunks, the last of which is incomplete, with every byte value. */
const bytes = Uint8Array.from({ length: 700_001 }, (_, index) => (index * 7919) % 256);

const sources: { what: string; name: string; make: (path: string) => FileInput }[] = [
  { what: "a path", name: "panda.mp4", make: (path) => path },
  { what: "a file: URL", name: "panda.mp4", make: (path) => pathToFileURL(path) },
  { what: "a Blob", name: "file", make: () => new Blob([bytes]) },
  { what: "a File", name: "my panda.mp4", make: () => new File([bytes], "my panda.mp4") },
  { what: "a Uint8Array", name: "file", make: () => bytes },
  {
    what: "part of a buffer",
    name: "file",
    make: () => Buffer.concat([bytes, bytes]).subarray(0, bytes.length),
  },
  { what: "an ArrayBuffer", name: "file", make: () => bytes.buffer },
];

test.each(sources)("videos.create() sends $what byte for byte", async ({ name, make }) => {
  const path = await pandaFile();
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);
  const progress: SendProgress[] = [];

  const video = await factory.videos.create(
    { file: make(path), profiles: "h264", path_format: ":id" },
    { onProgress: (step) => progress.push(step) },
  );

  expect(`${video}`).toBe("Video v");
  const request = server.requests.at(-1) as ReceivedRequest;
  const part = readOnlyPart(request);
  expect(part.name).toBe(name);
  expect(part.content.equals(bytes)).toBe(true);
  expect(request.headers["content-length"]).toBe(String(request.body.length));
  expect(request.headers["transfer-encoding"]).toBeUndefined();
  expect(request.params).toMatchObject({ profiles: "h264", path_format: ":id", factory_id: "f" });
  expect(request.params).not.toHaveProperty("file");
  expect(progress.map(({ total }) => total)).toEqual(progress.map(() => request.body.length));
  expect(isRising(progress.map(({ sent }) => sent))).toBe(true);
  expect(progress.at(-1)?.sent).toBe(request.body.length);
});

test.each(['quote".mp4', "line\r\nX-Injected: yes.mp4", "映画😀.mp4", "semi;colon=é.mp4"])(
  "videos.create() escapes the file name %j",
  async (name) => {
    const server = await startServer(respondWithVideo);
    const factory = await factoryOf(server);

    await factory.videos.create({ file: new File(["x"], name) });

    const [head = ""] = server.requests[1]?.body.toString().split("\r\n\r\n") ?? [];
    const escaped = name.replace('"', "%22").replace("\r\n", "%0D%0A");
    expect(head.split("\r\n")).toHaveLength(3);
    expect(head).toContain(`; filename="${escaped}"\r\n`);
  },
);

test.each([
  ["folder/clip.mp4", undefined, "clip.mp4"],
  ["back\\slash.mp4", undefined, "slash.mp4"],
  ["clip.mp4", "映画 1.mp4", "映画 1.mp4"],
])("videos.create() sends %j with the fileName %j as %j", async (name, fileName, expected) => {
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);

  await factory.videos.create({ file: new File(["x"], name), fileName });

  const request = server.requests.at(-1) as ReceivedRequest;
  expect(readOnlyPart(request).name).toBe(expected);
  expect(request.params).not.toHaveProperty("fileName");
});

test.each([
  { file: new Blob(["x"]), fileName: "" },
  { file: new Blob(["x"]), fileName: "folder/clip.mp4" },
  { file: new Blob(["x"]), fileName: ".." },
  { file: new Blob(["x"]), fileName: 5 as unknown as string },
  { source_url: "http://files.com/clip.mp4", fileName: "clip.mp4" },
])("videos.create() rejects the invalid fileName of %j before any request", async (params) => {
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);

  const creation = factory.videos.create(params);

  await expect(creation).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "fileName",
  });
  expect(server.requests).toHaveLength(1);
});

test("videos.create() ignores errors of onProgress", async () => {
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);
  const onProgress = () => {
    throw new Error("broken bar");
  };

  const video = await factory.videos.create({ file: new Blob(["panda"]) }, { onProgress });

  expect(video.id).toBe("v");
});

test("videos.create() sends the whole file again on a retry", async () => {
  const path = await pandaFile();
  let attempts = 0;
  const server = await startServer((request) => {
    if (request.method === "POST" && attempts++ === 0) {
      return { status: 503, headers: { "Retry-After": "0" }, json: {} };
    }
    return respondWithVideo(request);
  });
  const factory = await factoryOf(server, { retries: 1 });

  await factory.videos.create({ file: path });

  const [first, second] = server.requests.slice(1);
  expect(readOnlyPart(first as ReceivedRequest).content.equals(bytes)).toBe(true);
  expect(readOnlyPart(second as ReceivedRequest).content.equals(bytes)).toBe(true);
  expect(second?.params.signature).not.toBe(first?.params.signature);
});

test.each([
  ["shrinks", (path: string) => truncateSync(path, 10)],
  ["grows", (path: string) => appendFileSync(path, "more")],
  ["is overwritten", (path: string) => writeFileSync(path, "x".repeat(bytes.length))],
])("videos.create() rejects when the file %s while it is being sent", async (_, change) => {
  const path = await pandaFile();
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);
  const onProgress = once(() => change(path));

  const creation = factory.videos.create({ file: path }, { onProgress });

  await expect(creation).rejects.toMatchObject({ name: "UploadError", reason: "source-changed" });
  expect(server.requests).toHaveLength(1);
});

/** Returns a function that calls another one only the first time. */
function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

test.skipIf(process.platform === "win32")("videos.create() rejects a FIFO", async () => {
  const path = join(await temporaryDirectory(), "fifo");
  execFileSync("mkfifo", [path]);
  const factory = await factoryOf(await startServer(respondWithVideo));

  const creation = factory.videos.create({ file: path });

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "file" });
});

test.each([
  { what: "a path of no file", make: (folder: string) => join(folder, "nothing.mp4") },
  {
    what: "a file: URL of no file",
    make: (folder: string) => pathToFileURL(join(folder, "no")),
  },
  { what: "a file: URL that is not a path", make: () => new URL("file:///a%2Fb.mp4") },
  { what: "a URL of another scheme", make: () => new URL("https://files.example/panda.mp4") },
  { what: "a directory", make: (folder: string) => folder },
  { what: "an empty string", make: () => "" },
  { what: "a path with NUL", make: () => "a\0b" },
  { what: "an empty file", make: (folder: string) => join(folder, "empty") },
  { what: "an empty Blob", make: () => new Blob([]) },
  { what: "no bytes", make: () => new Uint8Array(0) },
  { what: "a number", make: () => 5 },
  { what: "null", make: () => null },
  { what: "an object", make: () => ({ path: "panda.mp4" }) },
  { what: "an array of numbers", make: () => [1, 2, 3] },
])("videos.create() rejects $what as a file before any request", async ({ make }) => {
  const folder = await temporaryDirectory();
  await writeFile(join(folder, "empty"), "");
  const server = await startServer(respondWithVideo);
  const factory = await factoryOf(server);

  const creation = factory.videos.create({ file: make(folder) as string });

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "file" });
  expect(server.requests).toHaveLength(1);
});

const ends: { what: string; send: (path: string) => Promise<unknown> }[] = [
  {
    what: "success",
    send: async (path) =>
      (await factoryOf(await startServer(respondWithVideo))).videos.create({ file: path }),
  },
  {
    what: "an abort at the first chunk",
    send: async (path) => {
      const controller = new AbortController();
      const factory = await factoryOf(await startServer(respondWithVideo));
      const onProgress = () => controller.abort();
      return factory.videos.create({ file: path }, { onProgress, signal: controller.signal });
    },
  },
  {
    what: "an abort halfway",
    send: async (path) => {
      const controller = new AbortController();
      const factory = await factoryOf(await startServer(respondWithVideo));
      const onProgress = ({ sent, total }: SendProgress) => {
        if (sent > total / 2) controller.abort();
      };
      return factory.videos.create({ file: path }, { onProgress, signal: controller.signal });
    },
  },
  {
    what: "a refused connection",
    send: async (path) => {
      const factory = await factoryOf(await startServer(respondWithVideo));
      const tc = connect({ port: await closedPort() });
      await outcomeOf(tc.post("/videos.json", { file: path }));
      return factory;
    },
  },
  {
    what: "a response before the end of the file, and a closed connection",
    send: async (path) => {
      const { port } = await startImpatientServer();
      return connect({ port }).post("/videos.json", { file: path });
    },
  },
  {
    what: "a timeout",
    send: async (path) => {
      const server = await startServer(() => undefined);
      return connect(server, { timeoutMs: 100 }).post("/videos.json", { file: path });
    },
  },
];

test.runIf(process.platform === "linux").each(ends)(
  "tc.post() and videos.create() close the file after $what",
  async ({ send }) => {
    const path = await pandaFile(5_000_000);

    await outcomeOf(send(path));
    // An open() still queued in the thread pool, of four threads, completes before these.
    await Promise.all(Array.from({ length: 8 }, () => stat(path)));

    await expect.poll(() => openCount(path), { timeout: 15_000 }).toBe(0);
  },
);

test("tc.post() returns a response that arrives before the end of the file", async () => {
  const path = await pandaFile(20_000_000);
  const { port } = await startImpatientServer();

  const error = await outcomeOf(connect({ port }).post("/videos.json", { file: path }));

  expect(error).toMatchObject({ status: 413, code: "FileSizeLimitExceeded" });
});

/** Starts a server that rejects a request before it has received all of it. */
async function startImpatientServer(): Promise<{ port: number }> {
  const body = JSON.stringify({ error: "FileSizeLimitExceeded", message: "Too large" });
  const server = createServer((request, response) => {
    request.once("data", () => {
      response.writeHead(413, { "Content-Type": "application/json", Connection: "close" });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as { port: number }).port };
}

function respondWithVideo({ path }: ReceivedRequest) {
  return { json: path.includes("/factories") ? { id: "f" } : { id: "v" } };
}

function factoryOf(server: { port: number }, options: object = {}): Promise<Factory> {
  return connect(server, options).getResource("flip").factories.find("f");
}

async function pandaFile(size: number = bytes.length): Promise<string> {
  const folder = join(await temporaryDirectory(), "with space");
  await mkdir(folder);
  const path = join(folder, "panda.mp4");
  await writeFile(path, bytes);
  await truncate(path, size);
  return path;
}

/** Parses a multipart body with one part. */
function readOnlyPart({ headers, body }: ReceivedRequest): {
  name: string | undefined;
  content: Buffer;
} {
  const boundary = /boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1] ?? "none";
  const start = body.indexOf("\r\n\r\n") + 4;
  const end = body.indexOf(`\r\n--${boundary}--\r\n`);
  const head = body.subarray(0, start).toString();
  expect(head.startsWith(`--${boundary}\r\nContent-Disposition: form-data; name="file"; `)).toBe(
    true,
  );
  expect(end + `\r\n--${boundary}--\r\n`.length).toBe(body.length);
  return { name: /filename="([^"]*)"/.exec(head)?.[1], content: body.subarray(start, end) };
}

function isRising(values: number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
}

/** Counts the open file descriptors of this process for a file. Works only on Linux. */
async function openCount(path: string): Promise<number> {
  const links = await readdir("/proc/self/fd").catch(() => []);
  const targets = await Promise.all(
    links.map((link) => readlink(`/proc/self/fd/${link}`).catch(() => "")),
  );
  return targets.filter((target) => target === path).length;
}
