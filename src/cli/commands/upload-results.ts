import { relative } from "node:path";
import type { FileReport as FileReportOf } from "../../fleet/index.ts";
import { toPrintable } from "../../http/printable.ts";
import type { Encoding, Video } from "../client/flip-account.ts";
import { formatDuration, formatSize } from "../format.ts";

/** What became of a file that was sent to either API. */
export type FileReport = FileReportOf<Video>;

/** What became of the encodings of a video. */
export interface EncodingOutcome {
  readonly encodings: readonly Encoding[];
  /** Why the wait has ended without success. */
  readonly error?: unknown;
  /** URL of the source, which is known once the video is imported. */
  readonly url?: string | undefined;
}

/** What became of a file, as the command prints it. */
export interface FileResult {
  readonly path: string;
  readonly status: FileReport["status"] | "encoded";
  readonly videoId: string | undefined;
  /** Size of the file in bytes. */
  readonly size: number;
  /** Bytes that earlier calls have sent. */
  readonly resumedBytes: number;
  readonly durationMs: number;
  /** In bytes per second, of what this call has sent. */
  readonly speed: number;
  readonly url: string | undefined;
  readonly encodings: readonly EncodingResult[] | undefined;
  readonly error: { readonly name: string; readonly message: string } | undefined;
}

/** An encoding, as the command prints it. */
export interface EncodingResult {
  readonly id: string;
  readonly profile: string | undefined;
  readonly status: string | undefined;
  readonly urls: readonly string[];
}

/** Returns what became of a file and, if they were waited for, of its encodings. */
export function toFileResult(report: FileReport, outcome?: EncodingOutcome): FileResult {
  const { path, videoId, video, size, resumedBytes, durationMs } = report;
  const isSent = report.status === "uploaded" && size > resumedBytes && durationMs > 0;
  const error = report.error ?? outcome?.error;
  const isEncoded = outcome !== undefined && outcome.error === undefined;
  const uploaded = isEncoded ? "encoded" : report.status;
  return {
    path,
    status: error === undefined ? uploaded : "failed",
    videoId,
    size,
    resumedBytes,
    durationMs,
    speed: isSent ? Math.round((1_000 * (size - resumedBytes)) / durationMs) : 0,
    url: outcome?.url ?? video?.url,
    encodings: outcome?.encodings.map(toEncodingResult),
    error: error === undefined ? undefined : describeError(error),
  };
}

/** Returns the fields of an encoding that results show. */
export function toEncodingResult({ id, details, urls = [] }: Encoding): EncodingResult {
  const { profile_name, status } = details;
  return { id, profile: profile_name ?? undefined, status: status ?? undefined, urls };
}

function describeError(error: unknown): { name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message: toPrintable(message) };
}

/** Numbers of results. */
export interface Sums {
  /** Number of files that have become a video. */
  readonly uploaded: number;
  readonly encoded: number;
  readonly failed: number;
  readonly interrupted: number;
  /** Bytes of the files that this call has sent. */
  readonly sentBytes: number;
}

/** Adds up results. */
export function sumUp(results: readonly FileResult[]): Sums {
  const count = (...statuses: FileResult["status"][]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const sent = results.filter(({ speed }) => speed > 0);
  return {
    uploaded: results.filter(({ status, videoId }) => videoId && status !== "interrupted").length,
    encoded: count("encoded"),
    failed: count("failed"),
    interrupted: count("interrupted"),
    sentBytes: sent.reduce((sum, { size, resumedBytes }) => sum + size - resumedBytes, 0),
  };
}

/** Formats the sums for people. */
export function formatSummary(results: readonly FileResult[], durationMs: number): string {
  const { uploaded, encoded, failed, interrupted, sentBytes } = sumUp(results);
  const seconds = durationMs / 1_000;
  const speed = sentBytes > 0 ? ` (${formatSize(Math.round(sentBytes / seconds))}/s)` : "";
  return [
    `${uploaded} of ${results.length} files uploaded`,
    encoded > 0 && `${encoded} encoded`,
    failed > 0 && `${failed} failed`,
    interrupted > 0 && `${interrupted} interrupted`,
    `${formatSize(sentBytes)} in ${formatDuration(seconds)}${speed}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Formats what became of a file as a line of a log. */
export function formatReport(
  { path, status, size, resumedBytes }: FileReport,
  ended: number,
  files: number,
): string {
  const isDone = status === "uploaded" && resumedBytes === size && size > 0;
  const what = isDone ? "uploaded before" : status;
  return `${ended} of ${files}: ${toPrintable(displayPath(path))} (${formatSize(size)}) ${what}`;
}

/**
 * Formats the videos of results: id, size, speed and path, and URLs in further lines. Aligned for people; for scripts,
 * columns are separated by tabs, sizes are in bytes, and each URL has a column.
 */
export function formatTable(results: readonly FileResult[], isTTY: boolean): string {
  const videos = results.filter(({ videoId }) => videoId !== undefined);
  const cells = videos.map((result) => [
    result.videoId ?? "",
    isTTY ? formatSize(result.size) : String(result.size),
    isTTY ? formatSpeed(result) : String(result.speed),
    toPrintable(displayPath(result.path)),
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    column === 3 ? 0 : Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const rows = videos.map((result, index) => {
    const row = cells[index] ?? [];
    if (!isTTY) return [...row, ...urlsOf(result)].join("\t");
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return [line, ...urlsOf(result).map((url) => `  ${url}`)].join("\n");
  });
  return rows.map((row) => `${row}\n`).join("");
}

function formatSpeed({ speed, resumedBytes, size }: FileResult): string {
  if (speed > 0) return `${formatSize(speed)}/s`;
  return resumedBytes === size ? "before" : "";
}

function urlsOf({ url, encodings = [] }: FileResult): string[] {
  const encoded = encodings.flatMap(({ urls }) => urls);
  const urls = encoded.length > 0 || url === undefined ? encoded : [url];
  return urls.map((text) => toPrintable(text));
}

/** Returns a path as people see it: relative if it is in the current folder. */
export function displayPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside === "" || inside.startsWith("..") ? path : inside;
}
