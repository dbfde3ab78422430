import type { ExampleCall } from "./read-call.ts";

/** Inserts percent-encoded values into a path of a spec. The padding of base64 stays as it is. */
export function fillPath(path: string, values: ExampleCall["pathParams"]): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])).replaceAll("%3D", "="),
  );
}

/** Returns the path of a call with its query. The values of a list are repeated parameters. */
export function targetOf({ path, pathParams, query }: ExampleCall): string {
  const filled = fillPath(path, pathParams);
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      [value].flat().map((item): [string, string] => [key, String(item)]),
    ),
  ).toString();
  return search === "" ? filled : `${filled}?${search}`;
}
