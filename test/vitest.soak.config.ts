import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

const { SOAK_SEED: seed = String(randomInt(2 ** 31)), SOAK_RUNS: factor = "20" } = process.env;

process.stderr.write(
  `Random cases of seed ${seed}, ${factor} times as many as in the tests. To replay them:\n` +
    `SOAK_SEED=${seed} SOAK_RUNS=${factor} npm run test:soak -- FILE\n`,
);

const folder = fileURLToPath(new URL("./", import.meta.url));
const tests = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.startsWith("browser"))
  .filter((path) => readFileSync(`${folder}${path}`, "utf8").includes("helpers/property.ts"))
  .map((path) => `test/${path.replaceAll("\\", "/")}`);

export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: [
      ...tests,
      "test/testing/mock/models.full.test.ts",
      "test/testing/mock/fuzz.full.test.ts",
    ],
    exclude: [],
    testTimeout: 3_600_000,
    env: { SOAK_SEED: seed, SOAK_RUNS: factor },
  },
});
