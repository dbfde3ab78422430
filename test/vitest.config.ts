import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL("../", import.meta.url)),
  resolve: {
    // The entry points as users import them, from source, so that no build is needed.
    alias: [
      { find: /^flip-pili$/, replacement: source("index.ts") },
      { find: /^flip-pili\/(\w+)$/, replacement: source("$1/index.ts") },
      { find: "#files", replacement: source("http/platform/files.node.ts") },
      { find: "#hmac", replacement: source("http/platform/hmac.node.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // They need a browser, and have a configuration of their own.
    exclude: ["test/browser/**"],
    testTimeout: 20_000,
  },
});
