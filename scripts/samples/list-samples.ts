import { createDereference } from "../openapi/dereference.ts";
import { functionName } from "../openapi/identifiers.ts";
import type { Spec } from "../openapi/load-spec.ts";
import { listPlaces } from "../openapi/operation-place.ts";
import type { ApiManner, Program } from "./api-manner.ts";
import { flipManner } from "./flip-manner.ts";
import { fillCall } from "./objects/object-call.ts";
import { piliManner } from "./pili-manner.ts";
import { type ExampleCall, readCall } from "./read-call.ts";
import type { OperationSamples, Sample } from "./sample.ts";
import { writeFunction } from "./write-function.ts";

const manners: Readonly<Record<string, ApiManner>> = { flip: flipManner, pili: piliManner };

/**
 * Writes the samples of every operation of a spec, in spec order: through an object, the generated
 * function, a raw call, and curl.
 *
 * An operation that no object knows yet has the function with `unwrap()` in place of the object.
 *
 * @param api - Name of the API, as its folder in `specs/`.
 */
export function listSamples(api: string, spec: Spec): OperationSamples[] {
  const manner = manners[api];
  if (manner === undefined) throw new Error(`There is no manner for the samples of ${api}`);
  const dereference = createDereference(spec.document);
  return listPlaces(spec, dereference).map((place) => {
    const operationId = String(place.node.operationId);
    const call = readCall(place, dereference, manner.objects[operationId]?.shown);
    const name = functionName(operationId);
    return {
      operationId,
      samples: writeSamples(name, call, manner),
      symbols: [name, ...(manner.objects[operationId]?.symbols ?? [])].map(
        (symbol) => `${api}.${symbol}`,
      ),
    };
  });
}

function writeSamples(name: string, call: ExampleCall, manner: ApiManner): Sample[] {
  const typescript = (level: Sample["level"], label: string, program: Program): Sample => ({
    ...{ level, label, lang: "TypeScript" },
    source: printProgram(program, manner.api),
  });
  return [
    typescript("object", "Object", writeObject(name, call, manner)),
    typescript("function", "Function", writeFunction(name, call, manner)),
    typescript("raw", "Raw", manner.writeRaw(call)),
    { level: "curl", label: "curl", lang: "Shell", source: manner.writeCurl(call) },
  ];
}

function writeObject(name: string, call: ExampleCall, manner: ApiManner): Program {
  const template = manner.objects[call.operationId];
  if (template === undefined) return writeUnwrapped(name, call, manner);
  const filled = fillCall(template.code, call);
  const { imports, code } = manner.declareObjects(filled);
  return { imports, code: `${code}\n\n${filled}` };
}

/** In the manner of the objects: the answer itself, and errors that are thrown. */
function writeUnwrapped(name: string, call: ExampleCall, manner: ApiManner): Program {
  const { imports, code } = writeFunction(name, call, manner);
  const unwrapped = code
    .replace(
      /const \{ (?:data, )?error \} = await (\w+\([\s\S]*?\));\n/,
      "const answer = await unwrap($1);\n",
    )
    .replace(/error \?\? .*(?=\);$)/, "answer");
  return { imports: [...imports, "unwrap"], code: unwrapped };
}

function printProgram({ imports, code }: Program, api: string): string {
  if (imports.length === 0) return code;
  const names = imports.toSorted((one, other) => compareNames(one, other)).join(", ");
  return `import { ${names} } from "flip-pili/${api}";\n\n${code}`;
}

/** As the formatter orders imports: capitals first among equals, else by letter. */
function compareNames(one: string, other: string): number {
  return one.localeCompare(other, "en", { sensitivity: "base" });
}
