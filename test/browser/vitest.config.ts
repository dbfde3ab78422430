import { defineConfig } from "vitest/config";
import unitTests from "../vitest.config.ts";

export default defineConfig({
  ...unitTests,
  test: {
    include: ["test/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
