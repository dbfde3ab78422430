import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/** A question. */
interface Question {
  readonly text: string;
  /** Whether what is typed is not shown. */
  readonly isSecret?: boolean;
  /** What to pass where there is no terminal, for the message of the error. */
  readonly instead: string;
}

/**
 * Questions on a terminal. They are written to standard error, so that standard output has only results.
 *
 * Nothing is shown of lines that were typed before their question.
 */
export class Dialogue {
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;
  readonly #typed: string[] = [];
  #lines: Interface | undefined;
  #isEnded = false;
  #isMuted = true;
  #isInterrupted = false;

  constructor(terminal: Terminal, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
  }

  /**
   * Reads one line.
   *
   * @throws {UsageError} When standard input is not a terminal, or ends.
   */
  async ask({ text, isSecret = false, instead }: Question): Promise<string> {
    const { stdin, stderr } = this.#terminal;
    if (!stdin.isTTY) throw new UsageError(`${instead}, because standard input is not a terminal`);
    const lines = this.#open();
    stderr.write(text);
    this.#isMuted = isSecret;
    while (this.#typed.length === 0 && !this.#isEnded) {
      await once(lines, "typed", { signal: this.#signal });
    }
    if (isSecret) stderr.write("\n");
    const line = this.#typed.shift();
    if (line === undefined) throw new UsageError(`${instead}, because standard input has ended`);
    return line.trim();
  }

  /** Gives the terminal back. */
  close(): void {
    this.#lines?.close();
  }

  #open(): Interface {
    if (this.#lines !== undefined) return this.#lines;
    const { stdin, stderr } = this.#terminal;
    // The interface echoes what is typed to its output.
    const output = new Writable({
      write: (chunk, _encoding, done) => {
        if (!this.#isMuted) stderr.write(chunk);
        done();
      },
    });
    const lines = createInterface({ input: stdin, output, terminal: true, historySize: 0 });
    lines.on("line", (line) => {
      if (this.#isInterrupted) return;
      this.#isMuted = true;
      this.#typed.push(line);
      lines.emit("typed");
    });
    lines.on("close", () => {
      this.#isEnded = true;
      lines.emit("typed");
    });
    // A terminal in raw mode sends Ctrl-C as a character.
    lines.on("SIGINT", () => {
      this.#isInterrupted = true;
      process.kill(process.pid, "SIGINT");
    });
    this.#lines = lines;
    return lines;
  }
}
