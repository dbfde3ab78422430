import { originKey } from "./bundle-spec.ts";
import type { Dereference } from "./dereference.ts";
import { type JsonObject, objectOf } from "./json.ts";
import type { Spec } from "./load-spec.ts";
import { mergeParameters } from "./read-parameters.ts";
import { type Method, methods } from "./spec-shape.ts";

/** An operation as it stands in the document, and what of its surroundings bears on it. */
export interface OperationPlace {
  readonly file: string;
  readonly path: string;
  readonly method: Method;
  readonly node: JsonObject;
  readonly pathItem: JsonObject;
  /** The operation's own parameters and those of its path item. */
  readonly parameters: readonly JsonObject[];
}

/** Lists the operations of a spec, in spec order. */
export function listPlaces(spec: Spec, dereference: Dereference): OperationPlace[] {
  return Object.entries(objectOf(spec.document.paths)).flatMap(([path, item]) => {
    const pathItem = objectOf(item);
    const file = fileOf(spec, path);
    return Object.keys(pathItem)
      .filter(isMethod)
      .map((method) => {
        const node = objectOf(pathItem[method]);
        const parameters = mergeParameters(pathItem, node, dereference);
        return { file, path, method, node, pathItem, parameters };
      });
  });
}

/** Names the place of an operation in a message. */
export function describePlace({ file, method, path }: OperationPlace): string {
  return `${file}: ${method.toUpperCase()} ${path}`;
}

/** Names the file that holds a path item. */
export function fileOf(spec: Spec, path: string): string {
  return spec.origins.get(originKey("paths", path)) ?? spec.name;
}

function isMethod(key: string): key is Method {
  return methods.some((method) => method === key);
}
