/** Version of this package. A test compares it with `package.json`. */
export const version = "0.1.0";

/**
 * Returns the `User-Agent` header of this package on Node, Bun and Deno.
 *
 * Returns no header in browsers and workers: it would force a CORS preflight there.
 */
export function userAgentHeaders(scope: object = globalThis): { "User-Agent"?: string } {
  const { process, Deno, document, WorkerGlobalScope } = scope as Scope;
  const isServer = Deno ?? process?.versions?.node;
  return isServer && !document && !WorkerGlobalScope
    ? { "User-Agent": `flip-pili/${version}` }
    : {};
}

/** Globals by which platforms are told apart. Bun defines those of Node. */
interface Scope {
  process?: { versions?: { node?: string } };
  Deno?: unknown;
  document?: unknown;
  WorkerGlobalScope?: unknown;
}
