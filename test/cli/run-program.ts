import { Readable, Writable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { run } from "../../src/cli/main.ts";
import type { Interruption } from "../../src/cli/terminal.ts";

/** What surrounds a run of the program. */
export interface Surroundings {
  readonly env?: Record<string, string>;
  /** What it can read from standard input. */
  readonly stdin?: string;
  /** Whether its output is a terminal. */
  readonly isTTY?: boolean;
}

/** What came of a run. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the program that is under way. */
export interface Running {
  readonly result: Promise<RunResult>;
  /** What it has printed so far. */
  readonly printed: { readonly stdout: string; readonly stderr: string };
  interrupt(signal: Interruption["signal"]): void;
}

/** Runs the program in this process, to its end. */
export function runProgram(argv: readonly string[], around: Surroundings = {}): Promise<RunResult> {
  return startProgram(argv, around).result;
}

/** Starts the program in this process. */
export function startProgram(
  argv: readonly string[],
  { env = {}, stdin = "", isTTY = false }: Surroundings = {},
): Running {
  const [stdout, stderr] = [new Screen(isTTY), new Screen(isTTY)];
  const controller = new AbortController();
  const interruption = () => controller.signal;
  const terminal = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, interruption };
  const result = run(argv, terminal, env).then((exitCode) => ({
    ...{ exitCode, stdout: stdout.text, stderr: stderr.text },
  }));
  return {
    result,
    printed: {
      get stdout() {
        return stdout.text;
      },
      get stderr() {
        return stderr.text;
      },
    },
    interrupt: (signal) => controller.abort({ signal } satisfies Interruption),
  };
}

/** Waits until something is the case. The time-out of the test is its limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

/** Keeps what is printed. */
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
    done();
  }
}
