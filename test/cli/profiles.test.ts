import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startFleetWorld } from "../fleet/fleet-files.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";

/** Starts a mock of Flip, and returns an environment whose default profile is an account of it. */
async function startProfile() {
  const world = await startFleetWorld({}, { speed: 100_000 });
  const home = await temporaryDirectory();
  const fields = {
    access_key: credentials.accessKey,
    secret_key: credentials.secretKey,
    factory_id: seeds.factory,
    url: world.mock.url,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name} = "${value}"\n`);
  await mkdir(join(home, "flip-pili"));
  const mode = 0o600;
  await writeFile(join(home, "flip-pili/config.toml"), `[default.flip]\n${lines.join("")}`, {
    mode,
  });
  return { world, env: { XDG_CONFIG_HOME: home } };
}

test("upload of several files uses a profile, and --verbose logs requests instead of bars", async () => {
  const { world, env } = await startProfile();
  const paths = await world.write(2);
  const state = ["--state-folder", join(world.folder, ".state")];

  const { exitCode, stderr } = await runProgram(["upload", ...paths, ...state, "--verbose"], {
    env,
    isTTY: true,
  });

  expect(exitCode).toBe(0);
  expect(stderr).toContain(`POST ${world.mock.url}/v3.0/videos/upload.json 20`);
  expect(stderr).toMatch(/^2 of 2: .*film-\d\.mp4 \(49\.2 kB\) uploaded$/m);
  expect(stderr).not.toMatch(/█|signature|access_key/);
});

test("upload --wait of one file uses a profile", async () => {
  const { world, env } = await startProfile();
  const [path = ""] = await world.write(1);

  const { exitCode, stdout } = await runProgram(["upload", path, "--wait", "--json"], { env });

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ encodings: [{ status: "success" }] });
});

test("upload rejects --url with the flags that it replaces", async () => {
  const { world, env } = await startProfile();
  const paths = await world.write(2);

  const argv = ["upload", ...paths, "--url", world.mock.url, "--host", "a"];
  const { exitCode, stderr } = await runProgram(argv, { env });

  expect(exitCode).toBe(2);
  expect(stderr).toBe("flip-pili: --url cannot be used with --host, --port or --http\n");
});

test("flip notifications listen uses a profile", async () => {
  const { world, env } = await startProfile();
  const journal = join(world.folder, "journal.jsonl");

  const argv = ["flip", "notifications", "listen", "--journal", journal, "--verbose"];
  const running = startProgram(argv, { env });
  await waitUntil(() => running.output().stderr.includes("Listening at"));
  running.interrupt("SIGINT");
  const { exitCode, stderr } = await running.result;

  expect(exitCode).toBe(0);
  expect(stderr).toContain(`GET ${world.mock.url}/v3.0/factories/${seeds.factory}.json 200`);
});
