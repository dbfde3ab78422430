import { isObject, objectOf, textOf } from "../../scripts/openapi/document/json.ts";
import type { Spec } from "../../scripts/openapi/document/load-spec.ts";
import { isJson } from "../../scripts/openapi/document/media-types.ts";
import { createDereference } from "../../scripts/openapi/document/references.ts";
import { methods } from "../../scripts/openapi/document/spec-shape.ts";

/** A module that assigns the types of one schema module to those of another, and back. */
export interface Comparison {
  readonly source: string;
  /** What each line of the source compares: operation, part, direction. */
  readonly labels: readonly string[];
}

const prelude = [
  'import type { operations as Ours } from "./schema.ts";',
  'import type { operations as Theirs } from "./reference.ts";',
  "declare function value<T>(): T;",
].join(" ");

/**
 * Compares the JSON bodies and the parameters of every operation.
 *
 * Bodies of responses are compared in both directions. What callers send is only compared from theirs
 * to ours: whatever their types accept, ours accept too.
 */
export function compareTypes(spec: Spec): Comparison {
  const labels: string[] = [];
  const lines: string[] = [];
  const assign = (label: string, part: string, from: string, to: string) => {
    labels.push(`${label} (${from} to ${to})`);
    lines.push(`export const a${lines.length}: ${to}${part} = value<${from}${part}>();`);
  };
  for (const { label, part, isSent } of listParts(spec)) {
    assign(label, part, "Theirs", "Ours");
    if (!isSent) assign(label, part, "Ours", "Theirs");
  }
  return { source: [prelude, ...lines].join("\n"), labels: ["prelude", ...labels] };
}

interface Part {
  readonly label: string;
  /** Keys behind `operations`, as in source text. */
  readonly part: string;
  readonly isSent: boolean;
}

function listParts(spec: Spec): Part[] {
  const dereference = createDereference(spec.document);
  return Object.values(objectOf(spec.document.paths)).flatMap((item) =>
    methods.flatMap((method) => {
      const operation = objectOf(item)[method];
      const id = isObject(operation) ? textOf(operation.operationId) : undefined;
      if (!isObject(operation) || id === undefined) return [];
      const start = `[${JSON.stringify(id)}]`;
      const responses = Object.entries(objectOf(operation.responses)).flatMap(([status, node]) =>
        listJson(dereference(node)).map((type) => {
          const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
          const part = `${start}["responses"][${key}]["content"][${JSON.stringify(type)}]`;
          return { label: `${id} ${status}`, part, isSent: false };
        }),
      );
      const parameters = `${start}["parameters"]`;
      return [{ label: `${id} parameters`, part: parameters, isSent: true }, ...responses];
    }),
  );
}

function listJson(response: unknown): string[] {
  return Object.keys(objectOf(objectOf(response).content)).filter(isJson);
}
