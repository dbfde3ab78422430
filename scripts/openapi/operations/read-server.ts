import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import type { Operation } from "./operation.ts";

/**
 * Reads the first usable server of an operation or of its path item.
 *
 * Variables have their default values, otherwise the first of their values. A server that is not a
 * URL is ignored, whatever its variables are.
 */
export function readServer(
  document: JsonObject,
  pathItem: JsonObject,
  operation: JsonObject,
): Pick<Operation, "baseUrl" | "incompleteServer"> {
  const base = listServers(document).find((url) => isComplete(url));
  const own = [operation, pathItem].map(listUsable).find((urls) => urls.length > 0) ?? [];
  const absolute = own.find((url) => isComplete(url, base));
  if (absolute !== undefined) {
    const { href } = new URL(absolute, base);
    const baseUrl = href === `${absolute}/` ? absolute : href;
    return { baseUrl, incompleteServer: undefined };
  }
  return { baseUrl: undefined, incompleteServer: own[0] };
}

function isComplete(url: string, base?: string): boolean {
  return !/[{}]/.test(url) && URL.canParse(url, base);
}

/** Lists the servers of a node that are URLs or can become one. */
function listUsable(node: JsonObject): string[] {
  return listServers(node).filter((url) => {
    const completed = url.replaceAll(/[{}]/g, "");
    return URL.canParse(completed, "https://example.com");
  });
}

function listServers(node: JsonObject): string[] {
  return listOf(node.servers)
    .filter(isObject)
    .flatMap(({ url, variables }) => (typeof url === "string" ? [fill(url, variables)] : []));
}

function fill(url: string, variables: unknown): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = objectOf(objectOf(variables)[name]);
    const value = variable.default ?? listOf(variable.enum)[0];
    return value === undefined || isObject(value) ? whole : String(value);
  });
}
