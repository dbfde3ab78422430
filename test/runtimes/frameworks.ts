import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { env } from "node:process";
import { promisify } from "node:util";
import { onTestFinished, vi } from "vitest";
import { installFrameworks, installPackage, installRuntimes } from "./install.ts";
import { nodeBinary } from "./runtimes.ts";

/** A folder with the package and the files of apps, in which web frameworks can be imported. */
export interface Project {
  readonly folder: string;
  /** Path of the Node binary that runs the apps. */
  readonly node: string;
  /** Path of the program of Next. */
  readonly next: string;
}

/** Creates a project. */
export async function createProject(): Promise<Project> {
  const [runtimes, frameworks] = await Promise.all([installRuntimes(), installFrameworks()]);
  return {
    folder: await installPackage(frameworks),
    node: nodeBinary(runtimes, "node24"),
    next: join(frameworks, "node_modules/next/dist/bin/next"),
  };
}

/** Writes a file of a project. */
export async function writeApp({ folder }: Project, path: string, code: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), code);
}

/** Builds the routes of a project for production. */
export async function buildNext({ folder, node, next }: Project): Promise<void> {
  await promisify(execFile)(node, [next, "build"], { cwd: folder, env: variables });
}

/** Variables of the environment. Those of the test runner would select another mode. */
const variables = { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

/** A running app. */
export interface RunningApp {
  readonly port: number;
  /** Returns the lines that `onEvent` has written. */
  lines(): string[];
  /** Returns the text of the error output. */
  errors(): string;
}

/** Starts an app, and waits until it accepts connections. It is stopped when the test finishes. */
export async function startApp(
  { folder, node }: Project,
  argv: readonly string[],
): Promise<RunningApp> {
  const port = await findPort();
  const app = spawn(node, argv, { cwd: folder, env: { ...variables, PORT: String(port) } });
  const exit = once(app, "exit");
  onTestFinished(async () => {
    app.kill();
    await exit;
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    app[name].setEncoding("utf8").on("data", (chunk) => {
      output[name] += chunk;
    });
  }
  await vi
    .waitFor(() => checkConnection(port), { timeout: 20_000 })
    .catch((cause) => {
      throw new Error(`The app does not accept connections:\n${output.stderr}`, { cause });
    });
  return {
    port,
    lines: () => output.stdout.split("\n").filter((line) => line.startsWith("encoded ")),
    errors: () => output.stderr,
  };
}

/** Returns a free port. */
async function findPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function checkConnection(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}
