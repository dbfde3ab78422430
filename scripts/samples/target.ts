import type { ExampleCall } from "./read-call.ts";

/** Inserts percent-encoded values into a path of a spec. */
export function fillPath(path: string, values: ExampleCall["pathParams"]): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
}

/** Returns the path of a call with its query. */
export function targetOf({ path, pathParams, query }: ExampleCall): string {
  const filled = fillPath(path, pathParams);
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return search === "" ? filled : `${filled}?${search}`;
}
