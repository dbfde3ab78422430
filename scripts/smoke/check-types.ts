import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./consumer.ts";

/** The compilers that users may have, by the names of their packages here. */
const compilers = ["typescript", "typescript-six", "typescript-native"];

const common = { target: "ES2022", strict: true, skipLibCheck: false, noEmit: true };

/** Module resolution of users: Node with its types, and a bundler with the types of browsers. */
const setups = {
  nodenext: {
    compilerOptions: { ...common, module: "nodenext", lib: ["ES2023"], types: ["node"] },
    files: ["typed-calls.ts", "typed-mock-server.ts", "typed-fleet.ts"],
  },
  bundler: {
    compilerOptions: {
      ...common,
      module: "esnext",
      moduleResolution: "bundler",
      lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
      types: [],
    },
    files: ["typed-calls.ts"],
  },
};

/** Compiles the files of the consumer with each compiler, and checks all declaration files too. */
export async function checkTypes(root: URL, folder: string): Promise<void> {
  for (const [name, setup] of Object.entries(setups)) {
    await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify(setup));
  }
  for (const compiler of compilers) {
    const tsc = fileURLToPath(new URL(`node_modules/${compiler}/bin/tsc`, root));
    const projects = Object.keys(setups).map((name) => join(folder, `tsconfig.${name}.json`));
    await Promise.all(
      projects.map((project) => runCommand(process.execPath, [tsc, "--project", project], folder)),
    );
  }
  console.log(`types: ${compilers.join(", ")}, under ${Object.keys(setups).join(" and ")}`);
}
