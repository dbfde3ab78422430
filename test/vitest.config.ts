import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** The long tests: `npm run test:full` runs them, `npm test` does not. */
export const fullTests = "test/**/*.full.test.ts";
/** The tests that need a browser, which have their own configuration. */
export const browserTests = "test/browser/**";
/** The tests that start a Redis server, which have their own configuration. */
export const redisTests = "test/redis/**";
/** The tests of every runtime, which have their own configuration. */
export const runtimeTests = "test/runtimes/**";

export default defineConfig({
  root: fileURLToPath(new URL("../", import.meta.url)),
  resolve: {
    // The entry points as users import them, from source, so that no build is needed.
    alias: [
      { find: /^flip-pili$/, replacement: source("index.ts") },
      { find: /^flip-pili\/([\w.-]+)$/, replacement: source("$1/index.ts") },
      { find: "#hmac", replacement: source("http/platform/hmac.node.ts") },
      { find: "#transport", replacement: source("http/transport/node.ts") },
      { find: "#user-agent", replacement: source("http/user-agent.ts") },
      { find: "#path-source", replacement: source("upload/source/path-source.node.ts") },
      { find: "#telestream-tasks", replacement: source("telestream/load-tasks.node.ts") },
      { find: "#upload-engine", replacement: source("upload/load-engine.node.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, browserTests, runtimeTests, redisTests, fullTests],
    testTimeout: 20_000,
    // Files share the modules of their worker: loading them again for each file took a fifth of the time.
    isolate: false,
    // Young objects have more space: collecting them took an eighth of the time.
    execArgv: ["--max-semi-space-size=64"],
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
