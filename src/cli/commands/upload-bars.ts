import type { FilesProgress } from "../../fleet/index.ts";
import { toPrintable } from "../../http/printable.ts";
import type { Output } from "../terminal.ts";
import { describeProgress } from "./upload-progress.ts";
import { displayPath } from "./upload-results.ts";

/** State of the waits for encodings. */
export interface EncodingsProgress {
  /** Number of videos whose encodings have ended. */
  readonly ended: number;
  /** Number of videos whose encodings are waited for. */
  readonly videos: number;
  /** Mean progress of all videos in percent. */
  readonly percent: number;
}

/** Shows the progress of many uploads. */
export interface FilesDisplay {
  update(progress: FilesProgress): void;
  /** Shows that a file has ended, in words. */
  report(text: string): void;
  updateEncodings(progress: EncodingsProgress): void;
  /** Ends the display. The last progress stays visible. May be called again. */
  end(): void;
}

/**
 * Creates progress bars on a terminal: one for each file in flight, and one in total. Elsewhere, each tenth of the
 * total is a line, and each file.
 *
 * @param hasLog - Whether other lines are written to the output, which bars would overwrite.
 */
export function createFilesDisplay(output: Output, hasLog: boolean = false): FilesDisplay {
  return output.isTTY && !hasLog ? new FilesBars(output) : createFilesLines(output);
}

const barSize = 20;
/** Lines of the terminal that files do not use. */
const otherLines = 3;

/** Bars that are drawn with each update. A file keeps its place as long as it is in flight. */
class FilesBars implements FilesDisplay {
  readonly #stream: Output;
  #paths: string[] = [];
  #files: readonly string[] = [];
  #total: readonly string[] = [];
  #encodings: readonly string[] = [];
  /** Number of lines of the last frame. */
  #height = 0;
  #isEnded = false;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  update(progress: FilesProgress): void {
    // The first frame shows what earlier calls have sent, also of the files in flight.
    const isStart = progress.active.length === 0 && progress.ended !== progress.files;
    if (this.#height === 0 && isStart) return;
    const active = new Map(progress.active.map((file) => [file.path, file]));
    this.#paths = [
      ...new Set([...this.#paths.filter((path) => active.has(path)), ...active.keys()]),
    ];
    const shown = this.#paths.slice(0, Math.max(1, (this.#stream.rows ?? 24) - otherLines));
    this.#files = shown.flatMap((path) => {
      const file = active.get(path);
      return file ? formatBar(file.sent, file.total, describeFile(path, file)) : [];
    });
    const { sent, total } = progress;
    this.#total = [formatBar(sent, total ?? sent, describeTotal(progress))];
    this.#draw();
  }

  report(): void {
    // The bars show it.
  }

  updateEncodings({ ended, videos, percent }: EncodingsProgress): void {
    this.#encodings = [formatBar(percent, 100, `encoded  ${ended} of ${videos} videos`)];
    this.#draw();
  }

  end(): void {
    if (this.#isEnded) return;
    this.#files = [];
    if (this.#height > 0) {
      this.#draw();
      this.#stream.write(`\n${wrapLines}${showCursor}`);
    }
    this.#isEnded = true;
  }

  #draw(): void {
    if (this.#isEnded) return;
    const lines = [...this.#files, ...this.#total, ...this.#encodings];
    const start = this.#height === 0 ? `${hideCursor}${cutLines}` : toFirstLine(this.#height);
    this.#height = lines.length;
    this.#stream.write(`${start}${lines.map((line) => line + clearLine).join("\n")}${clearBelow}`);
  }
}

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
/** Cuts lines that are longer than the terminal is wide. */
const cutLines = "\u001b[?7l";
const wrapLines = "\u001b[?7h";
const clearLine = "\u001b[K";
const clearBelow = "\u001b[J";

function toFirstLine(height: number): string {
  return height > 1 ? `\r\u001b[${height - 1}A` : "\r";
}

function formatBar(value: number, total: number, text: string): string {
  const fraction = total > 0 ? Math.min(value / total, 1) : 1;
  const done = Math.round(barSize * fraction);
  const bar = "█".repeat(done) + "░".repeat(barSize - done);
  return `${bar} ${String(Math.floor(100 * fraction)).padStart(3)} %  ${text}`;
}

function describeFile(path: string, file: FilesProgress["active"][number]): string {
  const { size, speed, left } = describeProgress(file);
  return [toPrintable(displayPath(path)), size, speed, left].filter(Boolean).join("  ");
}

function describeTotal(progress: FilesProgress): string {
  const { ended, files, failed, sent } = progress;
  const { size, speed, left } = describeProgress({ ...progress, total: progress.total ?? sent });
  const count = `${ended} of ${files ?? "?"} files`;
  const failures = failed > 0 ? `${failed} failed` : "";
  return ["total", count, failures, size, speed, left].filter(Boolean).join("  ");
}

function createFilesLines(output: Output): FilesDisplay {
  const tenths = { total: -1, encodings: -1 };
  const write = (text: string) => void output.write(`${text}\n`);
  /** Returns whether a further tenth is reached. */
  const isNext = (which: keyof typeof tenths, fraction: number) => {
    const tenth = Math.floor(10 * fraction);
    if (tenth <= tenths[which]) return false;
    tenths[which] = tenth;
    return true;
  };
  return {
    update(progress) {
      const { sent, total, ended, files } = progress;
      const fraction = total === undefined || total === 0 ? 0 : Math.min(sent / total, 1);
      // The network may have taken everything before the server has.
      if (fraction === 1 && ended !== files) return;
      if (!isNext("total", fraction)) return;
      write(`${10 * tenths.total} %, ${describeTotal(progress).replaceAll("  ", ", ")}`);
    },
    report: write,
    updateEncodings({ ended, videos, percent }) {
      if (isNext("encodings", percent / 100)) {
        write(`${10 * tenths.encodings} %, encoded ${ended} of ${videos} videos`);
      }
    },
    end() {},
  };
}
