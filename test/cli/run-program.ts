import { once } from "node:events";
import { Readable, Writable } from "node:stream";
import { onTestFinished, vi } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Interruption } from "../../src/cli/terminal.ts";

/** Inputs of a run, besides its arguments. */
export interface RunOptions {
  readonly env?: Record<string, string>;
  /** Contents of standard input. */
  readonly stdin?: string;
  /** Whether the output is a terminal. */
  readonly isTTY?: boolean;
}

/** The outcome of a run. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run in progress. */
export interface RunningProgram {
  readonly result: Promise<RunResult>;
  /** Aborts the run like Ctrl-C or SIGTERM. */
  interrupt(signal: Interruption["signal"]): void;
  /** Waits for the first output, and returns it. Throws when the program ends without any. */
  firstOutput(): Promise<string>;
  /** Returns the output of both kinds so far. */
  output(): Pick<RunResult, "stdout" | "stderr">;
}

/** Runs the program to its end, in this process. */
export function runProgram(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return startProgram(argv, options).result;
}

/** Starts the program in this process. It is interrupted when the test finishes. */
export function startProgram(
  argv: readonly string[],
  { env = {}, stdin = "", isTTY = false }: RunOptions = {},
): RunningProgram {
  const [stdout, stderr] = [new Screen(isTTY), new Screen(isTTY)];
  const controller = new AbortController();
  const interruption = () => controller.signal;
  const interrupt = (signal: Interruption["signal"]) =>
    controller.abort({ signal } satisfies Interruption);
  onTestFinished(() => interrupt("SIGINT"));
  const terminal = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, interruption };
  const result = run(argv, terminal, env).then((exitCode) => ({
    exitCode,
    stdout: stdout.text,
    stderr: stderr.text,
  }));
  return {
    result,
    interrupt,
    output: () => ({ stdout: stdout.text, stderr: stderr.text }),
    async firstOutput() {
      const ended = result.then(() => {
        if (stdout.text === "") throw new Error(`The program printed nothing: ${stderr.text}`);
      });
      if (stdout.text === "") await Promise.race([once(stdout, "output"), ended]);
      return stdout.text;
    },
  };
}

/** Waits until a condition is true. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 20_000, interval: 5 });
}

/** Records the output, and emits `output` after each write. */
class Screen extends Writable {
  readonly isTTY: boolean;
  readonly columns = 200;
  text = "";

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    this.emit("output");
    done();
  }
}
