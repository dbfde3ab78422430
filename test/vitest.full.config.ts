import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import config, { browserTests, fullTests } from "./vitest.config.ts";

const { test, ...shared } = config;
const { include, exclude, ...options } = test ?? {};

export default mergeConfig(
  defineConfig({ ...shared, test: options }),
  defineConfig({
    test: {
      include: [fullTests],
      exclude: [...configDefaults.exclude, browserTests],
      testTimeout: 300_000,
    },
  }),
);
