import type { call } from "./endpoint-call.ts";

/** Requests one of several media types, unless the caller requests another. */
export function withAccept<Options extends Parameters<typeof call>[3]>(
  options: Options,
  mediaTypes: string,
): Options {
  return { ...options, headers: { Accept: mediaTypes, ...options.headers } };
}
