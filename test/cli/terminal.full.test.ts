import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FleetWorld, partSize, startFleetWorld, storedFiles } from "../fleet/fleet-files.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials } from "../helpers/mock-flip.ts";
import { listen, post } from "../helpers/notification-server.ts";
import { bundleProgram } from "./bundle-program.ts";
import {
  missingTerminal,
  renderScreen,
  startInTerminal,
  type TerminalProgram,
} from "./pseudo-terminal.ts";
import { waitUntil } from "./run-program.ts";

const env = {
  TELESTREAM_ACCESS_KEY: credentials.accessKey,
  TELESTREAM_SECRET_KEY: credentials.secretKey,
  TELESTREAM_FACTORY_ID: seeds.factory,
};
const ctrlC = "\u0003";
const showCursor = "\u001b[?25h";
const name = missingTerminal === undefined ? "" : ` (skipped: ${missingTerminal})`;
const testInTerminal = test.skipIf(missingTerminal !== undefined);

/** Starts a mock, and returns a function that uploads to it from a terminal. */
async function openTerminal() {
  const world = await startFleetWorld();
  const program = await bundleProgram();
  const upload = (...argv: string[]): TerminalProgram => {
    const server = ["--host", world.mock.host, "--port", String(world.mock.port)];
    return startInTerminal([program, "upload", ...argv, ...server], { cwd: world.folder, env });
  };
  return { world, upload };
}

/** Writes a small file and two of four parts. Part 2 of the second file stalls. */
async function writeStallingFiles({ mock, folder, write }: FleetWorld): Promise<void> {
  await write(3);
  await writeFile(join(folder, "film-0.mp4"), randomBytes(partSize));
  mock.uploads.script([{ kind: "stall", part: 2, after: 100 }]);
}

async function untilStalled({ mock }: FleetWorld): Promise<void> {
  await waitUntil(() => mock.uploads.requests.some(({ part }) => part === 2));
}

testInTerminal(
  `upload draws bars in a terminal, and leaves the total and a table${name}`,
  async () => {
    const { world, upload } = await openTerminal();
    await world.write(5, 40 * partSize);

    const program = upload(".", "--match", "*.mp4");
    const exitCode = await program.exit;

    const screen = renderScreen(program.output);
    expect(exitCode).toBe(0);
    expect(program.output).toMatch(/█.* % {2}film-\d\.mp4 {2}.* of 655 kB/);
    expect(screen[0]).toMatch(/^█{20} 100 % {2}total {2}5 of 5 files {2}3\.28 MB of 3\.28 MB/);
    expect(screen.slice(1, 6)).toEqual(
      Array.from({ length: 5 }, (_, index) =>
        expect.stringMatching(`^\\w+  655 kB  .*/s +film-${index}\\.mp4$`),
      ),
    );
    expect(screen[6]).toMatch(/^5 of 5 files uploaded, 3\.28 MB in /);
    expect(program.output.lastIndexOf(showCursor)).toBeGreaterThan(program.output.lastIndexOf("█"));
    expect(await readdir(world.folder)).not.toContain(".flip-uploads");
  },
);

testInTerminal(
  `Ctrl-C saves all uploads, and --resume shows and sends the rest${name}`,
  async () => {
    const { world, upload } = await openTerminal();
    await writeStallingFiles(world);
    const flags = ["*.mp4", "--files-at-once", "1", "--concurrency", "1"];

    const stopped = upload(...flags);
    await untilStalled(world);
    stopped.type(ctrlC);
    const stoppedCode = await stopped.exit;
    const sent = world.mock.uploads.requests.length;
    const resumed = upload(...flags, "--resume");
    const resumedCode = await resumed.exit;

    expect([stoppedCode, resumedCode]).toEqual([130, 0]);
    expect(renderScreen(stopped.output).at(-2)).toBe(
      "Interrupted: repeat the command with --resume to continue",
    );
    expect(stopped.output.lastIndexOf(showCursor)).toBeGreaterThan(stopped.output.lastIndexOf("█"));
    const [firstFrame = ""] = resumed.output.split("\u001b[J");
    expect(firstFrame).toMatch(/ 6\d % {2}film-1\.mp4/);
    expect(firstFrame).toMatch(/ 4\d % {2}total {2}1 of 3 files/);
    expect(renderScreen(resumed.output)[0]).toMatch(/ 100 % {2}total {2}3 of 3 files/);
    expect(storedFiles(world.mock)).toHaveLength(3);
    expect(world.mock.uploads.sessions).toHaveLength(3);
    const again = world.mock.uploads.requests.slice(sent).filter(({ method }) => method === "PUT");
    expect(again.map(({ part }) => part).sort()).toEqual([0, 1, 2, 2, 3, 3]);
    expect(existsSync(join(world.folder, ".flip-uploads"))).toBe(false);
  },
);

testInTerminal(`two Ctrl-C lose nothing, and --resume continues${name}`, async () => {
  const { world, upload } = await openTerminal();
  await writeStallingFiles(world);
  const flags = ["*.mp4", "--files-at-once", "1", "--concurrency", "1"];

  const stopped = upload(...flags);
  await untilStalled(world);
  stopped.type(ctrlC + ctrlC);
  const code = await stopped.exit;
  const resumed = upload(...flags, "--resume");

  expect(code).toBe(130);
  expect(stopped.output).toContain(showCursor);
  expect(await resumed.exit).toBe(0);
  expect(world.mock.uploads.sessions).toHaveLength(3);
});

testInTerminal(
  `upload --resume of one file shows what is there in its first frame${name}`,
  async () => {
    const { world, upload } = await openTerminal();
    await world.write(1);
    world.mock.uploads.script([{ kind: "stall", part: 2, after: 100 }]);

    const stopped = upload("film-0.mp4", "--concurrency", "1");
    await untilStalled(world);
    stopped.type(ctrlC);
    const stoppedCode = await stopped.exit;
    const resumed = upload("film-0.mp4", "--resume", "--allow-private-host");

    expect(stoppedCode).toBe(130);
    expect(await resumed.exit).toBe(0);
    const [firstPercentage] = /\d+ %/.exec(resumed.output) ?? [];
    expect(firstPercentage).toMatch(/^6\d %$/);
    expect(resumed.output).not.toContain(" 0 %");
  },
);

testInTerminal(`a second Ctrl-C ends a program that waits${name}`, async () => {
  const { mock, folder } = await startFleetWorld();
  const silent = await listen(() => {});
  const target = `http://127.0.0.1:${silent}`;
  const command = ["flip", "notifications", "listen", "--url", mock.url, "--path", "/flip"];
  const argv = [await bundleProgram(), ...command, "--forward-to", target];
  const program = startInTerminal(argv, { cwd: folder, env });
  await waitUntil(() => program.output.includes("Listening at"));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(program.output)?.[1]);
  await post(port, "event=video-encoded", { path: "/flip" });

  const startedAt = performance.now();
  const typing = setInterval(() => program.type(ctrlC), 200);
  const code = await program.exit;
  clearInterval(typing);

  expect(code).toBe(130);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
