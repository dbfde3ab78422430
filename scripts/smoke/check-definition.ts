import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A class of the package in a file of the consumer. */
const reference = { file: "typed-calls.ts", name: "TelestreamCloud" };

/**
 * Requests the definition of a class as an editor does, from the language service.
 *
 * @throws {Error} When it is in a declaration file instead of a TypeScript source.
 */
export async function checkDefinition(root: URL, folder: string): Promise<void> {
  const file = join(folder, reference.file);
  const lines = (await readFile(file, "utf8")).split("\n");
  const line = lines.findIndex((text) => text.includes(reference.name));
  const offset = lines[line]?.indexOf(reference.name) ?? 0;
  const definition = await findDefinition(root, { file, line: line + 1, offset: offset + 1 });
  if (definition === undefined || !/(?<!\.d)\.ts$/.test(definition)) {
    throw new Error(`The definition of ${reference.name} is in ${definition}`);
  }
  console.log(`definition of ${reference.name}: ${definition.slice(folder.length + 1)}`);
}

interface Position {
  file: string;
  line: number;
  offset: number;
}

/** Returns the file with the definition of the name at a position. */
async function findDefinition(root: URL, position: Position): Promise<string | undefined> {
  const program = fileURLToPath(new URL("node_modules/typescript/lib/tsserver.js", root));
  const server = spawn(process.execPath, [program, "--disableAutomaticTypingAcquisition"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const requests = [
    {
      command: "compilerOptionsForInferredProjects",
      arguments: { options: { module: "nodenext" } },
    },
    { command: "open", arguments: { file: position.file } },
    { command: "definition", arguments: position },
  ];
  for (const [seq, request] of requests.entries()) {
    server.stdin.write(`${JSON.stringify({ seq, type: "request", ...request })}\n`);
  }
  try {
    for await (const text of createInterface(server.stdout)) {
      const { command, body } = text.startsWith("{") ? JSON.parse(text) : {};
      if (command === "definition") return body?.[0]?.file;
    }
    return undefined;
  } finally {
    server.stdin.end();
  }
}
