import { defineConfig, mergeConfig } from "vitest/config";
import config, { runtimeTests } from "./vitest.config.ts";

const { test: _, ...shared } = config;

export default mergeConfig(
  defineConfig(shared),
  defineConfig({ test: { include: [`${runtimeTests}/*.test.ts`], testTimeout: 20_000 } }),
);
