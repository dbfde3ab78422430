import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/** One document and the folder of its modules. */
export interface SingleDocument {
  readonly file: URL;
  /** URL of the folder, with a slash at the end. */
  readonly folder: URL;
  /** Whether other authors wrote the document. */
  readonly isForeign: boolean;
}

/** The arguments of the generator. */
export interface GenerateArguments {
  /** What is wrong with the arguments. */
  readonly problem: string | undefined;
  readonly isHelp: boolean;
  /** Whether to compare the files instead of writing them. */
  readonly isCheck: boolean;
  /** The document to generate instead of the specs of this repository. */
  readonly document: SingleDocument | undefined;
}

const usage = `Usage: npm run generate -- [--check]
       npm run generate -- --spec FILE --out FOLDER [--foreign] [--check]

Generates the modules of all specs in specs/ or, with --spec, of one OpenAPI 3.0 or 3.1 document.

  --spec FILE    the document, as YAML or JSON; it may refer to other files
  --out FOLDER   the folder of the modules: schema.ts, endpoints.ts
  --foreign      accept a document of other authors: operations need no id, summary, example or
                 error, and mistakes that make no difference to the generated code do not count
  --check        compare the files with the generated text and write nothing
  --help         print this text
`;

const options = {
  spec: { type: "string" },
  out: { type: "string" },
  foreign: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * Reads the arguments of the command line.
 *
 * Paths are relative to the folder in which npm was called.
 */
export function readArguments(args: readonly string[]): GenerateArguments {
  const none = { isHelp: false, isCheck: false, document: undefined };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { spec, out, foreign, check, help } = values;
    const problem = findProblem(values);
    if (help || problem !== undefined) return { ...none, problem, isHelp: help };
    const document =
      spec === undefined || out === undefined
        ? undefined
        : { file: urlOf(spec), folder: urlOf(`${out}/`), isForeign: foreign };
    return { problem, isHelp: help, isCheck: check, document };
  } catch (error) {
    return { ...none, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Prints how to call the generator: to the standard output, or to the standard error with a problem. */
export function printUsage(problem: string | undefined): void {
  if (problem === undefined) process.stdout.write(usage);
  else process.stderr.write(`${problem}\n\n${usage}`);
}

interface Values {
  readonly spec?: string | undefined;
  readonly out?: string | undefined;
  readonly foreign: boolean;
}

function findProblem({ spec, out, foreign }: Values): string | undefined {
  if (spec === "" || out === "") return "--spec and --out must not be empty";
  if (/^https?:/.test(spec ?? "")) return "--spec must be a file: download the document first";
  if (spec !== undefined && out === undefined) return "--spec needs --out FOLDER";
  if (spec === undefined && out !== undefined) return "--out needs --spec FILE";
  if (spec === undefined && foreign) return "--foreign needs --spec FILE and --out FOLDER";
  return undefined;
}

function urlOf(path: string): URL {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  const isScript = script?.startsWith("generate") === true;
  const href = pathToFileURL(resolve((isScript && folder) || process.cwd(), path)).href;
  return new URL(path.endsWith("/") && !href.endsWith("/") ? `${href}/` : href);
}
