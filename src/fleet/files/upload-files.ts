import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ConnectionBudget, InvalidArgumentError } from "../../flip/index.ts";
import { isPlainObject } from "../../http/argument-checks.ts";
import { callSafely } from "../../http/call-safely.ts";
import type { Factory, VideoOf } from "../factory.ts";
import { splitSending, type UploadStore, uploadFile } from "../upload-file.ts";
import { FileStore, isSameFile } from "./file-store.ts";
import {
  type FileSource,
  type FilesSettings,
  type ReadSource,
  readFilesOptions,
  readSource,
  type UploadFilesOptions,
} from "./files-options.ts";
import { FilesMeter } from "./files-progress.ts";
import { type FileReport, type FilesReport, toFilesReport } from "./files-report.ts";
import { StateFolder } from "./state-folder.ts";

/**
 * Uploads any number of files from this process.
 *
 * A file that fails does not end the others: the report has its error. With a state folder, another run continues
 * where this one has stopped, also after a crash, and skips what is done unless the file has changed since.
 *
 * @param factory - A factory of API 3.0 or 3.1.
 * @param sources - Paths, or an iterable that is read as slowly as files are sent.
 * @returns The report, also when the signal is aborted: what is done stays known.
 * @throws {InvalidArgumentError} When an option is invalid.
 * @throws {StateFolderError} When another process uses the state folder. Errors of `sources` are thrown after
 *   the files in flight have ended.
 */
export async function uploadFiles<Own extends Factory>(
  factory: Own,
  sources: Iterable<FileSource> | AsyncIterable<FileSource>,
  options: UploadFilesOptions<VideoOf<Own>> = {},
): Promise<FilesReport<VideoOf<Own>>> {
  const settings = readFilesOptions(options);
  const { stateFolder, filesAtOnce } = settings;
  const folder =
    stateFolder === undefined ? undefined : await StateFolder.open(stateFolder, factory.id);
  try {
    const run = new FilesRun<Own>(factory, settings, folder);
    const isObserved = settings.onProgress !== undefined;
    if (isObserved && Array.isArray(sources)) await run.measure(sources);
    const next = createQueue(sources);
    const outcomes = await Promise.allSettled(
      Array.from({ length: filesAtOnce }, () => run.work(next)),
    );
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    return toFilesReport(run.reports);
  } finally {
    await folder?.close();
  }
}

/** Returns a function that several workers call for the next source, one after the other. */
function createQueue(
  sources: Iterable<FileSource> | AsyncIterable<FileSource>,
): () => Promise<FileSource | undefined> {
  const iterator =
    Symbol.asyncIterator in sources ? sources[Symbol.asyncIterator]() : sources[Symbol.iterator]();
  let last: Promise<unknown> = Promise.resolve();
  let isDone = false;
  return () => {
    const next = last.then(async () => {
      if (isDone) return undefined;
      isDone = true; // An iterable that throws has no further sources.
      const result = await iterator.next();
      isDone = result.done === true;
      return isDone ? undefined : result.value;
    });
    last = next.catch(() => {});
    return next;
  };
}

/** One call of {@link uploadFiles}. */
class FilesRun<Own extends Factory> {
  readonly reports: FileReport<VideoOf<Own>>[] = [];
  readonly #factory: Own;
  readonly #settings: FilesSettings<VideoOf<Own>>;
  readonly #folder: StateFolder | undefined;
  readonly #budget: ConnectionBudget;
  readonly #meter: FilesMeter;
  readonly #paths = new Set<string>();

  constructor(
    factory: Own,
    settings: FilesSettings<VideoOf<Own>>,
    folder: StateFolder | undefined,
  ) {
    this.#factory = factory;
    this.#settings = settings;
    this.#folder = folder;
    this.#budget = new ConnectionBudget(settings.concurrency);
    this.#meter = new FilesMeter(settings.onProgress);
  }

  /** Adds up the sizes of all files. Those that cannot be read fail later. */
  async measure(sources: readonly FileSource[]): Promise<void> {
    const done = new Map<string, number>();
    let bytes = 0;
    for (const source of sources) {
      const { path } = readSource(source);
      bytes += await sizeOf(path);
      const record = await this.#folder?.read(path).catch(() => undefined);
      if (record?.videoId !== undefined) done.set(path, record.size);
    }
    this.#meter.setTotals(sources.length, bytes, done);
  }

  /** Uploads files, one after the other, until there are no more. */
  async work(next: () => Promise<FileSource | undefined>): Promise<void> {
    for (;;) {
      const source = await next();
      if (source === undefined) return;
      const report = await this.#report(source);
      this.reports.push(report);
      const { path, status, size, resumedBytes } = report;
      this.#meter.end(path, status === "uploaded" ? size : resumedBytes, status === "failed");
      callSafely(this.#settings.onFile, report);
    }
  }

  async #report(source: FileSource): Promise<FileReport<VideoOf<Own>>> {
    const startedAt = performance.now();
    const path = String(isPlainObject(source) ? source.path : source);
    const none = { videoId: undefined, video: undefined, error: undefined };
    const report = { ...none, path, size: 0, resumedBytes: 0 };
    try {
      const file = readSource(source);
      report.path = file.path;
      const result = await this.#upload(file, report);
      return { ...report, ...result, status: "uploaded", durationMs: since(startedAt) };
    } catch (error) {
      const { signal } = this.#settings;
      const isInterrupted = signal?.aborted === true && error === signal.reason;
      const status = isInterrupted ? "interrupted" : "failed";
      const cause = isInterrupted ? undefined : error;
      const size = report.size || (await sizeOf(report.path));
      return { ...report, size, status, error: cause, durationMs: since(startedAt) };
    }
  }

  async #upload(
    { path, video }: ReadSource,
    known: { size: number; resumedBytes: number },
  ): Promise<Partial<FileReport<VideoOf<Own>>>> {
    this.#settings.signal?.throwIfAborted();
    if (this.#paths.has(path)) throw new InvalidArgumentError("source", `is listed twice: ${path}`);
    this.#paths.add(path);
    const record = await this.#folder?.read(path);
    if (record?.videoId !== undefined && (await isSameFile(path, record))) {
      const { videoId, size } = record;
      return { videoId, size, resumedBytes: size };
    }
    const fileName = video.fileName ?? basename(path);
    const file = { factory: this.#factory, path, fileName };
    const store = this.#folder && new FileStore({ folder: this.#folder, ...file }, record);
    const uploaded = await this.#send({ path, video }, store, known);
    await store?.finish(uploaded.id);
    return { videoId: uploaded.id, video: uploaded };
  }

  async #send(
    { path, video: own }: ReadSource,
    store: FileStore | undefined,
    known: { size: number; resumedBytes: number },
  ): Promise<VideoOf<Own>> {
    const { session, concurrency, signal } = this.#settings;
    const { sending, others } = splitSending(session);
    let isFirst = store?.state !== undefined;
    const video = await uploadFile({
      factory: this.#factory,
      path,
      video: { ...others, ...own },
      sending: {
        ...sending,
        concurrency,
        budget: this.#budget,
        onProgress: (progress) => {
          known.size = progress.total;
          if (isFirst) known.resumedBytes = progress.confirmed;
          isFirst = false;
          this.#meter.update(path, progress);
        },
      },
      store: store ?? withoutStore,
      signal,
    });
    return video as VideoOf<Own>; // A video of the factory.
  }
}

const withoutStore: UploadStore = {
  state: undefined,
  save: async () => {},
  find: async () => undefined,
};

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
