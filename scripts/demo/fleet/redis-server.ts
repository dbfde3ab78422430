import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** How to get Redis where it is missing. */
const advice =
  "redis-server is needed. Install it (Debian and Ubuntu: apt-get install redis-server, " +
  "macOS: brew install redis), or set REDIS_SERVER to the path of its executable.";

/** A Redis of its own, on a free port of this machine, with its data in a temporary folder. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  /** URL for clients. */
  readonly url: string;
  readonly #folder: string;
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#options = options;
  }

  /**
   * @param options - Further options of the program: `["--maxmemory-policy", "allkeys-lru"]`.
   * @throws {Error} When Redis is not installed. The message says how to install it.
   */
  static async start(options: readonly string[] = []): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), "flip-pili-redis-"));
    const server = new RedisServer(await findFreePort(), folder, options);
    await server.start();
    return server;
  }

  /** Starts the program again, with the data that it had. */
  async start(): Promise<void> {
    const settings = {
      port: String(this.port),
      bind: "127.0.0.1",
      dir: this.#folder,
      save: "",
      appendonly: "yes",
      appendfsync: "everysec",
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const program = process.env["REDIS_SERVER"] ?? "redis-server";
    const child = spawn(program, [...args, ...this.#options], { stdio: "ignore" });
    this.#process = child;
    const failed = once(child, "error").then(([error]) => {
      throw error.code === "ENOENT" ? new Error(advice) : error;
    });
    await Promise.race([failed, this.#untilReady(child)]);
  }

  /** Ends the program. Its data are kept for another start. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    while (child.exitCode === null) {
      if ((await ping(this.port)) === "+PONG") return;
      await wait(20);
    }
    throw new Error(`redis-server has exited with ${child.exitCode}`);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Returns the first line of the response, if there is one. Redis rejects commands while it loads its data. */
async function ping(port: number): Promise<string | undefined> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    socket.write("PING\r\n");
    const [data] = await once(socket, "data");
    return String(data).split("\r\n")[0];
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
