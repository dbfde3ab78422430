import type { Spec } from "../openapi/document/load-spec.ts";
import { createDereference } from "../openapi/document/references.ts";
import { functionName } from "../openapi/operations/function-names.ts";
import { locateOperations } from "../openapi/operations/read-operations.ts";
import { flip31Style } from "./flip-3.1-style.ts";
import { flipStyle } from "./flip-style.ts";
import { fillCall } from "./objects/object-call.ts";
import { piliStyle, piliV2Style, rtcStyle } from "./qiniu-services.ts";
import { type ExampleCall, readCall } from "./read-call.ts";
import type { ApiStyle, OperationSamples, Program, Sample } from "./sample.ts";
import { writeFunction } from "./write-function.ts";

const styles: Readonly<Record<string, ApiStyle>> = {
  flip: flipStyle,
  "flip-3.1": flip31Style,
  pili: piliStyle,
  "pili-v2": piliV2Style,
  rtc: rtcStyle,
};

/**
 * Writes the samples of every operation of a spec, in spec order: through an object, the generated
 * function, a raw call, and curl.
 *
 * An operation without an object call has the function with `unwrap()` instead.
 *
 * @param api - Name of the API, as its folder in `specs/`.
 */
export function listSamples(api: string, spec: Spec): OperationSamples[] {
  const style = styles[api];
  if (style === undefined) throw new Error(`No samples for the API ${api}`);
  const dereference = createDereference(spec.document);
  return locateOperations(spec, dereference).map((place) => {
    const operationId = String(place.node.operationId);
    const call = readCall(place, dereference, style.objects[operationId]?.shown);
    const name = functionName(operationId);
    return {
      operationId,
      samples: writeSamples(name, call, style),
      symbols: [name, ...(style.objects[operationId]?.symbols ?? [])].map(
        (symbol) => `${api}.${symbol}`,
      ),
    };
  });
}

function writeSamples(name: string, call: ExampleCall, style: ApiStyle): Sample[] {
  const typescript = (level: Sample["level"], label: string, program: Program): Sample => ({
    level,
    label,
    lang: "TypeScript",
    source: printProgram(program, style.api),
  });
  return [
    typescript("object", "Object", writeObject(name, call, style)),
    typescript("function", "Function", writeFunction(name, call, style)),
    typescript("raw", "Raw", style.writeRaw(call)),
    { level: "curl", label: "curl", lang: "Shell", source: style.writeCurl(call) },
  ];
}

function writeObject(name: string, call: ExampleCall, style: ApiStyle): Program {
  const template = style.objects[call.operationId];
  if (template === undefined) return writeUnwrapped(name, call, style);
  const filled = fillCall(template.code, call);
  const { imports, code } = style.declareObjects(filled);
  return { imports, code: `${code}\n\n${filled}` };
}

/** Writes the function in the style of the objects: it returns the data, and throws errors. */
function writeUnwrapped(name: string, call: ExampleCall, style: ApiStyle): Program {
  const { imports, code } = writeFunction(name, call, style);
  const unwrapped = code
    .replace(
      /const \{ (?:data, )?error \} = await (\w+\([\s\S]*?\));\n/,
      "const result = await unwrap($1);\n",
    )
    .replace(/error \?\? .*(?=\);$)/, "result");
  return { imports: [...imports, "unwrap"], code: unwrapped };
}

function printProgram({ imports, code }: Program, api: string): string {
  if (imports.length === 0) return code;
  const names = imports.toSorted((one, other) => compareNames(one, other)).join(", ");
  return `import { ${names} } from "flip-pili/${api}";\n\n${code}`;
}

/** Compares names as the formatter sorts imports: alphabetically, capitals first among equals. */
function compareNames(one: string, other: string): number {
  return one.localeCompare(other, "en", { sensitivity: "base" });
}
