import { rm } from "node:fs/promises";
import { buildProgram } from "./build/build-program.ts";
import { buildNodeOnly, buildVariant } from "./build/build-variant.ts";
import { bundleSpecs } from "./build/bundle-specs.ts";
import { emitTypes } from "./build/emit-types.ts";
import { listEntries } from "./build/list-entries.ts";

const root = new URL("../", import.meta.url);

await rm(new URL("dist/", root), { recursive: true, force: true });
const entries = await listEntries(root);
await Promise.all([
  emitTypes(entries, root),
  buildVariant("node", entries, root),
  buildVariant("web", entries, root),
  buildNodeOnly(entries, root),
  buildProgram(entries, root),
  bundleSpecs(root),
]);
