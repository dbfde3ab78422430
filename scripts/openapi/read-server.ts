import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";

/** What an operation says of its server. */
export interface OperationServer {
  /** `undefined` where the operation uses the server of the document. */
  readonly baseUrl: string | undefined;
  /** Why the server cannot be used. */
  readonly problem: string | undefined;
}

/** Reads the first server that an operation or its path item names, with the defaults of its variables. */
export function readServer(
  document: JsonObject,
  pathItem: JsonObject,
  operation: JsonObject,
): OperationServer {
  const own = firstServer(operation) ?? firstServer(pathItem);
  if (own === undefined) return { baseUrl: undefined, problem: undefined };
  const base = firstServer(document);
  try {
    return { baseUrl: absoluteUrl(own, base), problem: undefined };
  } catch {
    return { baseUrl: undefined, problem: `server "${own}" is not an absolute URL` };
  }
}

function firstServer(node: JsonObject): string | undefined {
  const server = listOf(node.servers).find(isObject);
  if (typeof server?.url !== "string") return undefined;
  const variables = objectOf(server.variables);
  return server.url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = objectOf(variables[name]).default;
    return value === undefined ? whole : String(value);
  });
}

/** A URL made of variables alone (`{location}`) is absolute when its default is. */
function absoluteUrl(url: string, base: string | undefined): string {
  const { href } = new URL(url, base);
  const isUnchanged = href === url || href === `${url}/`;
  return isUnchanged ? url : href;
}
