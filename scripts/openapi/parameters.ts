import { objectOf } from "./json.ts";

/** Returns the key of a parameter: parameters with the same key set the same value. */
export function parameterKey(parameter: unknown): string {
  const { in: group, name } = objectOf(parameter);
  return `${group} ${group === "header" ? String(name).toLowerCase() : name}`;
}

/** Returns the path that a request has: without a fragment, which is never sent. */
export function requestPath(path: string): string {
  const sent = path.replace(/#.*$/s, "");
  return sent.startsWith("/") ? sent : `/${sent}`;
}

/** Lists the names of the parameters in a path. */
export function pathParameterNames(path: string): Set<string> {
  return new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
}
