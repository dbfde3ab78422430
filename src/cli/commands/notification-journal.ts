import { appendFile, readFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { replaceFile } from "../../http/files/replace-file.node.ts";
import { UsageError } from "../errors.ts";

/** Name of the journal, in the folder in which the command is called. */
export const defaultJournal = ".flip-notifications.jsonl";

/** Number of notifications that a journal keeps. */
export const journalSize = 100;

/** A notification as it was received. */
export interface JournalEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** File with the last notifications, one in each line. Only its owner can read it. */
export class NotificationJournal {
  readonly #path: string;
  #lines: number | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Creates the file if necessary.
   *
   * @throws {UsageError} When it cannot be written.
   */
  async open(): Promise<void> {
    try {
      await appendFile(this.#path, "", { mode: 0o600 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`--journal cannot be written: ${this.#path} (${code})`);
    }
  }

  /** Adds a notification. From time to time, the oldest ones are deleted. */
  add({ time, headers, body }: JournalEntry): Promise<void> {
    const line = JSON.stringify({ time, headers, body: body.toString("base64") });
    this.#writing = this.#writing.catch(() => {}).then(() => this.#append(line));
    return this.#writing;
  }

  /**
   * Reads the last notifications, the oldest first.
   *
   * @throws {UsageError} When there is no journal.
   */
  async read(count: number): Promise<JournalEntry[]> {
    try {
      return (await this.#readLines()).flatMap(parseLine).slice(-count);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`--journal cannot be read: ${this.#path} (${code})`);
    }
  }

  async #append(line: string): Promise<void> {
    this.#lines ??= (await this.#readLines()).length;
    await appendFile(this.#path, `${line}\n`, { mode: 0o600 });
    this.#lines++;
    if (this.#lines < 2 * journalSize) return;
    const kept = (await this.#readLines()).slice(-journalSize);
    await replaceFile(this.#path, kept.map((text) => `${text}\n`).join(""));
    this.#lines = kept.length;
  }

  async #readLines(): Promise<string[]> {
    const text = await readFile(this.#path, "utf8");
    return text.split("\n").filter((line) => line !== "");
  }
}

/** Parses a line. One that was not written completely is left out. */
function parseLine(line: string): JournalEntry[] {
  try {
    const { time, headers, body } = JSON.parse(line);
    if (typeof body !== "string" || typeof headers !== "object" || headers === null) return [];
    return [{ time: String(time), headers, body: Buffer.from(body, "base64") }];
  } catch {
    return [];
  }
}
