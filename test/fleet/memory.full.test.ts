import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { seeds } from "../helpers/flip-world.ts";
import { bundleProgram } from "../upload/bundle-program.ts";
import { startFleetWorld } from "./fleet-files.ts";

test("uploadFiles needs hardly more memory for 1,500 files than for 300", async () => {
  const { mock, folder, write } = await startFleetWorld();
  const { length: count } = await write(1_500, 1_000);
  const script = join(folder, "send.mjs");
  const entry = fileURLToPath(new URL("send-many.ts", import.meta.url));
  await writeFile(script, await bundleProgram({ entryPoints: [entry] }));
  const settings = { apiPort: mock.port, factoryId: seeds.factory, folder, count };

  const args = ["--expose-gc", script, JSON.stringify(settings)];
  const { stdout } = await promisify(execFile)(process.execPath, args);

  const { failed, growth } = JSON.parse(stdout);
  expect(failed).toBe(0);
  // The report has an entry for each file, with its video: about 2 kB.
  expect(growth).toBeLessThan(1_200 * 3_000);
});
