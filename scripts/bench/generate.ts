import { fileURLToPath } from "node:url";
import { type Cost, formatTable, measurePrograms, type Program, reportCost } from "./harness.ts";

// Compares our generator with openapi-typescript alone, which generates only types.

const root = new URL("../../", import.meta.url);
const self = new URL(import.meta.url);

/** Maximum CPU time on the large document, as a multiple of openapi-typescript alone. */
const maxRatio = 1.15;
/** Maximum CPU time of all own specs together, in milliseconds. */
const maxOwnMs = 2000;

/** A large document: 1,200 operations. */
const large = "node_modules/@octokit/openapi/generated/api.github.com.json";

const [mode] = process.argv.slice(2);
if (mode === "own") await generateOwn();
else if (mode === "ours") await generateOurs();
else if (mode === "types") await generateTypes();
else await compare();

/** Does what `npm run generate:check` does. */
async function generateOwn(): Promise<void> {
  const { generate } = await import("../generate.ts");
  const problems = await generate(root, { isCheck: true });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  reportCost();
}

/** Does everything that `npm run generate -- --spec` does, except writing files. */
async function generateOurs(): Promise<void> {
  const { generateApi } = await import("../generate.ts");
  const { loadSpec } = await import("../openapi/document/load-spec.ts");
  const { formatFiles } = await import("../openapi/generated-files.ts");
  const modules = generateApi(loadSpec(new URL(large, root), root), { isForeign: true });
  await formatFiles(
    new Map(Object.entries(modules).map(([name, text]) => [`${name}.ts`, text] as const)),
  );
  reportCost();
}

/** Uses openapi-typescript as documented: generates and prints once. */
async function generateTypes(): Promise<void> {
  const { astToString, default: openapiTS } = await import("openapi-typescript");
  astToString(await openapiTS(new URL(large, root), { silent: true }));
  reportCost();
}

async function compare(): Promise<void> {
  const own = await measureModes(["own"]);
  console.error("measured specs/");
  const github = await measureModes(["types", "ours"]);
  console.error(`measured ${fileURLToPath(new URL(large, root))}`);

  const types = github.get("types")?.cpuMs ?? Number.NaN;
  const row = (document: string, program: string, cost: Cost | undefined, ratio: string) => {
    const { cpuMs = Number.NaN, wallMs = Number.NaN, peakMb = Number.NaN } = cost ?? {};
    return [
      document,
      program,
      ...[cpuMs, wallMs, peakMb].map((figure) => figure.toFixed(0)),
      ratio,
    ];
  };
  const ratio = (github.get("ours")?.cpuMs ?? Number.NaN) / types;
  console.log(
    formatTable([
      ["document", "program", "CPU ms", "wall ms", "peak MB", "CPU ratio"],
      row("own specs", "our generator", own.get("own"), ""),
      row("github", "openapi-typescript alone", github.get("types"), "1.00"),
      row("github", "our generator", github.get("ours"), ratio.toFixed(2)),
    ]),
  );
  console.log(`\nBudgets: own specs ${maxOwnMs} ms of CPU, github ${maxRatio.toFixed(2)}`);
}

function measureModes(modes: readonly string[]): Promise<Map<string, Cost>> {
  const programs = modes.map((name): Program => ({ name, file: self, args: [name] }));
  return measurePrograms(programs, 3);
}
