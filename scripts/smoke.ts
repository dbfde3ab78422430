import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDefinition } from "./smoke/check-definition.ts";
import { checkEntries, checkFleet, checkMockServer, checkWeb } from "./smoke/check-entries.ts";
import { checkMockProgram, checkProgram } from "./smoke/check-program.ts";
import { checkTypes } from "./smoke/check-types.ts";
import { installPackage, linkPackage } from "./smoke/consumer.ts";

// Packs the package as for publishing, installs it in an empty folder, and uses it there.

const root = new URL("../", import.meta.url);
const folder = await mkdtemp(join(tmpdir(), "flip-pili-smoke-"));
try {
  await installPackage(root, folder);
  await checkTypes(root, folder);
  await checkDefinition(root, folder);
  await checkWeb(folder);
  await checkEntries(root, folder);
  await checkProgram(root, folder);
  await linkPackage("@stoplight", root, folder);
  await checkMockServer(folder);
  await checkFleet(folder);
  await checkMockProgram(folder);
  console.log("The packed package works");
} finally {
  await rm(folder, { recursive: true });
}
