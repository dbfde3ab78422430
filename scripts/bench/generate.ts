import { fileURLToPath } from "node:url";
import { formatTable, measurePrograms, type Program, reportCost } from "./harness.ts";

// Compares our generator with openapi-typescript alone, which generates only types.

const root = new URL("../../", import.meta.url);
const self = new URL(import.meta.url);

/** Maximum CPU time on the large document, as a multiple of openapi-typescript alone. */
const budget = 1.3;

const specs: Readonly<Record<string, string>> = {
  flip: "specs/flip/openapi.yaml",
  github: "node_modules/@octokit/openapi/generated/api.github.com.json",
};

const [mode, file] = process.argv.slice(2);
if (mode === "ours" && file !== undefined) await generateOurs(file);
else if (mode === "types" && file !== undefined) await generateTypes(file);
else await compare();

/** Does everything that `npm run generate` does, except writing files. */
async function generateOurs(path: string): Promise<void> {
  const { generateApi } = await import("../generate.ts");
  const { loadSpec } = await import("../openapi/load-spec.ts");
  const { formatSource } = await import("../openapi/generated-files.ts");
  const modules = generateApi(loadSpec(new URL(path, root), root), { isForeign: true });
  await Promise.all(
    Object.entries(modules).map(([name, text]) => formatSource(text, `generated/bench/${name}.ts`)),
  );
  reportCost();
}

/** Uses openapi-typescript as documented: generates and prints once. */
async function generateTypes(path: string): Promise<void> {
  const { astToString, default: openapiTS } = await import("openapi-typescript");
  astToString(await openapiTS(new URL(path, root), { silent: true }));
  reportCost();
}

async function compare(): Promise<void> {
  const rows = [["document", "program", "CPU ms", "wall ms", "peak MB", "CPU ratio"]];
  for (const [name, path] of Object.entries(specs)) {
    const programs: Program[] = [
      { name: "types", file: self, args: ["types", path] },
      { name: "ours", file: self, args: ["ours", path] },
    ];
    const costs = await measurePrograms(programs);
    const alone = costs.get("types")?.cpuMs ?? Number.NaN;
    for (const [program, { cpuMs, wallMs, peakMb }] of costs) {
      const label = program === "types" ? "openapi-typescript alone" : "our generator";
      const figures = [cpuMs, wallMs, peakMb].map((figure) => figure.toFixed(0));
      rows.push([name, label, ...figures, (cpuMs / alone).toFixed(2)]);
    }
    console.error(`measured ${fileURLToPath(new URL(path, root))}`);
  }
  console.log(formatTable(rows));
  console.log(`\nBudget for github: ${budget.toFixed(2)}`);
}
