import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ApiName } from "flip-pili/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleOptions } from "../helpers/call-operation.ts";
import { documentedResponses, readSpecOperations } from "../helpers/spec-operations.ts";
import { type Contract, endpointOf } from "./contract.ts";
import { contracts } from "./contracts.ts";

const script = fileURLToPath(new URL("../../scripts/prism.ts", import.meta.url));
const command = ["--import", "tsx", script];
const startTimeoutMs = 60_000;

for (const contract of contracts) {
  const { api, entry, invalidCall } = contract;
  const operations = readSpecOperations(api);

  describe(`npm run prism -- ${api}`, () => {
    let prism: Prism | undefined;
    let client: unknown;

    beforeAll(async () => {
      prism = await startPrism(api);
      client = connectTo(prism, contract);
    }, startTimeoutMs);

    afterAll(async () => {
      await prism?.stop();
    });

    for (const operation of operations) {
      const { operationId } = operation;

      test(`${operationId}() returns the example of the spec`, async () => {
        const [success] = documentedResponses(operation);
        const options = exampleOptions(operation, "all", String(prism?.url.origin));

        const { data, error, response } = await endpointOf(entry, operationId)(client, options);

        expect(response.headers.get("sl-violations")).toBeNull();
        expect(error).toBeUndefined();
        expect(response.status).toBe(Number(success?.status));
        expect(data).toEqual(success?.body);
      });
    }

    test("an invalid call is rejected", async () => {
      const { operationId, options, violation } = invalidCall;

      const { response } = await endpointOf(entry, operationId)(client, options);

      expect(response.status).toBe(400);
      expect(response.headers.get("sl-violations")).toContain(violation);
    });

    test("a call without credentials is rejected", async () => {
      const response = await fetch(new URL(operations[0]?.path ?? "", prism?.url));

      expect(response.status).toBe(401);
      expect(response.headers.get("sl-violations")).toContain("Invalid security scheme used");
    });
  });
}

describe("npm run prism", () => {
  test.each([
    { args: [], problem: "no API was named" },
    { args: ["flop"], problem: 'specs/ has no API "flop"' },
  ])("lists the APIs when the arguments are $args", async ({ args, problem }) => {
    const run = promisify(execFile)(process.execPath, [...command, ...args]);

    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: [
        `Cannot start Prism: ${problem}`,
        "",
        "Usage: npm run prism -- <api> [options of prism mock]",
        `APIs:  ${contracts.map(({ api }) => api).join(", ")}`,
        "",
      ].join("\n"),
    });
  });

  test("passes options to Prism, and returns its exit code", async () => {
    const run = promisify(execFile)(process.execPath, [...command, "pili", "--unknown"]);

    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Unknown argument: unknown"),
    });
  });

  test(
    "passes a signal to Prism, and ends with it",
    async () => {
      const prism = await startPrism("pili");

      const ending = await prism.stop();

      expect(ending).toEqual({ code: null, signal: "SIGTERM" });
      await expect(fetch(prism.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    },
    startTimeoutMs,
  );
});

/** A running Prism. */
interface Prism {
  readonly url: URL;
  /** Ends the process, and returns how it ended. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts Prism on a free port. It writes to a file, because it fails when its output is closed. */
async function startPrism(api: ApiName): Promise<Prism> {
  const folder = await mkdtemp(join(tmpdir(), "flip-pili-prism-"));
  const path = join(folder, "prism.log");
  const log = await open(path, "w");
  const child = spawn(process.execPath, [...command, api, "-p", "0", "--errors"], {
    env: { ...process.env, FORCE_COLOR: "0" },
    stdio: ["ignore", log.fd, log.fd],
  });
  const ended = once(child, "exit");
  await log.close();
  const stop = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
    return { code: child.exitCode, signal: child.signalCode };
  };
  try {
    return { url: await waitForUrl(child, path), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads the log until it has the URL that Prism listens on. */
async function waitForUrl(child: ChildProcess, path: string): Promise<URL> {
  const deadline = performance.now() + startTimeoutMs - 5000;
  for (;;) {
    const text = await readFile(path, "utf8");
    const url = /Prism is listening on (http:\S+)/.exec(text)?.[1];
    if (url !== undefined) return new URL(url);
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || performance.now() > deadline) throw new Error(`Cannot start Prism: ${text}`);
    await delay(50);
  }
}

/** Creates a client for Prism, which serves the paths of a spec without the path of its server. */
function connectTo({ url }: Prism, { connect, prefix }: Contract): unknown {
  return connect(url, (target, init) =>
    fetch(target.replace(url.origin + prefix, url.origin), init),
  );
}
