import { readFile } from "node:fs/promises";
import { runCommand } from "./run-command.ts";

/** Loads every entry both ways, and makes calls with what they export. */
export async function checkEntries(root: URL, folder: string): Promise<void> {
  const names = await listModules(root);
  await runCommand(process.execPath, ["import-entries.js", ...names], folder);
  await runCommand(process.execPath, ["require-entries.cjs", ...names], folder);
  await runCommand(process.execPath, ["signed-call.js"], folder);
  console.log(`import and require: ${names.join(", ")}`);
}

/** Starts a mock server, for which a package must be there that users need not have. */
export async function checkMockServer(folder: string): Promise<void> {
  await runCommand(process.execPath, ["mock-server.js"], folder);
  console.log("mock server: answers a signed call");
}

/** The names under which the package exports modules: those with types. */
async function listModules(root: URL): Promise<string[]> {
  const text = await readFile(new URL("package.json", root), "utf8");
  const entries: [string, unknown][] = Object.entries(JSON.parse(text).exports);
  const modules = entries.filter(([, target]) => typeof target === "object");
  return modules.map(([path]) => path.replace(/^\./, "flip-pili"));
}
