import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

const { test, ...shared } = config;
const { include, exclude, ...options } = test ?? {};

/** The tests that start a Redis server: `npm run test:redis`. */
export default mergeConfig(
  defineConfig({ ...shared, test: options }),
  defineConfig({
    test: {
      include: ["test/redis/**/*.test.ts"],
      exclude: [...configDefaults.exclude],
      testTimeout: 120_000,
      maxWorkers: 2,
    },
  }),
);
