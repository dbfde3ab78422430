import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Cost, medianCost } from "../harness.ts";
import type { TestFile } from "./sparse-files.ts";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A file to send, and the options of the upload. */
export interface Job extends TestFile {
  readonly partSize: number;
  readonly concurrency: number;
  /** Limits of each connection. By default, there are none. */
  readonly link?: { readonly bytesPerSecond: number; readonly delayMs: number };
}

/** The server that receives all uploads, in a process of its own. */
export class Sink implements Disposable {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(): Promise<Sink> {
    const server = fork(script("server.js"));
    const [{ port }] = await once(server, "message");
    return new Sink(server, port);
  }

  /** Sends a file with one of the senders of `senders.js`. */
  async send(sender: string, job: Job): Promise<Cost> {
    return JSON.parse(await this.#run("send.js", [sender], job));
  }

  /** Aborts an upload in the middle. */
  async abort(job: Job): Promise<{ closedMs: number; connections: number }> {
    return JSON.parse(await this.#run("abort.js", [], job));
  }

  [Symbol.dispose](): void {
    this.#process.disconnect();
  }

  async #run(program: string, args: string[], { link, ...job }: Job): Promise<string> {
    const ready = once(this.#process, "message");
    this.#process.send({ ...link, parts: Math.ceil(job.fileSize / job.partSize) });
    await ready;
    const text = JSON.stringify({ ...job, port: this.#port });
    const { stdout } = await promisify(execFile)(process.execPath, [
      script(program),
      ...args,
      text,
    ]);
    return stdout;
  }
}

/** Median costs by sender. */
type Costs = Readonly<Record<string, Cost>>;

/**
 * Sends the same file with each sender, `rounds` times, and returns the median costs.
 *
 * Senders alternate, so that other load on the machine affects all of them equally.
 */
export async function compareSenders(
  sink: Sink,
  senders: readonly string[],
  job: Job,
  rounds: number,
): Promise<Costs> {
  const costs = new Map<string, Cost[]>(senders.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of senders) costs.get(name)?.push(await sink.send(name, job));
  }
  return Object.fromEntries([...costs].map(([name, all]) => [name, medianCost(all)]));
}
