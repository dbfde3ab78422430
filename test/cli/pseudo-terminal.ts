import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/**
 * Runs a command in a pseudo-terminal of 30 lines with 120 columns. What is written to standard input is typed there,
 * and what the terminal would show is printed.
 */
const script = `
import os, pty, sys
status = pty.spawn(["sh", "-c", 'stty rows 30 cols 120 && exec "$@"', "sh"] + sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(status) & 255)
`;

/** Why there are no pseudo-terminals on this machine, or `undefined`. */
export const missingTerminal: string | undefined = findProblem();

function findProblem(): string | undefined {
  if (process.platform === "win32") return "Windows has no pty";
  const { status } = spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]);
  return status === 0 ? undefined : "python3 3.9 or later is not installed";
}

/** A program in a pseudo-terminal. */
export interface TerminalProgram {
  /** Everything that the terminal has received so far. */
  readonly output: string;
  /** Presses keys: `"\u0003"` is Ctrl-C. */
  type(keys: string): void;
  /** Exit code. */
  readonly exit: Promise<number>;
}

/** Starts a program in a pseudo-terminal. It is killed when the test finishes. */
export function startInTerminal(
  argv: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): TerminalProgram {
  const child = spawn("python3", ["-c", script, process.execPath, ...argv], {
    cwd,
    env: { ...process.env, TERM: "xterm", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const exit = once(child, "close").then(([code]) => Number(code));
  return {
    get output() {
      return output;
    },
    type: (keys) => void child.stdin.write(keys),
    exit,
  };
}

/** Returns the lines of a terminal that has received an output. Understands what the program uses. */
export function renderScreen(output: string): string[] {
  const screen = new Screen();
  for (const [text, final] of output.matchAll(tokens)) screen.receive(text, final);
  return screen.lines.map((line) => line.trimEnd());
}

const escapeCharacter = "\u001b";
const tokens = new RegExp(
  `${escapeCharacter}\\[[?\\d;]*([A-Za-z])|[\\r\\n]|[^${escapeCharacter}\\r\\n]+`,
  "g",
);

class Screen {
  readonly lines: string[] = [""];
  #row = 0;
  #column = 0;

  /** Commands by their last character. */
  readonly #commands: Readonly<Record<string, (count: number) => void>> = {
    "\r": () => {
      this.#column = 0;
    },
    "\n": () => {
      this.#row++;
      this.lines[this.#row] ??= "";
    },
    A: (count) => {
      this.#row -= count;
    },
    G: (count) => {
      this.#column = count - 1;
    },
    J: () => {
      this.lines.length = this.#row + 1;
      this.#clearLine();
    },
    K: () => this.#clearLine(),
  };

  /** @param final - Last character of a command; `undefined` for text and ends of lines. */
  receive(text: string, final: string | undefined): void {
    const isText = final === undefined && text !== "\r" && text !== "\n";
    if (isText) this.#write(text);
    else this.#commands[final ?? text]?.(Number(/\d+/.exec(text)?.[0] ?? 1));
  }

  #write(text: string): void {
    const line = this.lines[this.#row] ?? "";
    const after = line.slice(this.#column + text.length);
    this.lines[this.#row] = line.slice(0, this.#column).padEnd(this.#column) + text + after;
    this.#column += text.length;
  }

  #clearLine(): void {
    this.lines[this.#row] = (this.lines[this.#row] ?? "").slice(0, this.#column);
  }
}
