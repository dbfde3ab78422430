import { type Rejection, reject } from "../exchange/reply.ts";
import type { BaseOperation } from "./operation.ts";

/**
 * Finds the operation of a request by its method and its path with prefix. Returns it with its path, without
 * prefix, as in the spec.
 */
export type FindOperation<Operation extends BaseOperation> = (
  method: string,
  path: string,
) => { operation: Operation; path: string } | { rejection: Rejection };

interface Route<Operation> {
  readonly operation: Operation;
  readonly pattern: RegExp;
}

/**
 * Creates the function that finds one of these operations.
 *
 * @param rejectPath - Returns the special response for a path without operation, if there is one.
 * @param toSpecPath - Returns the name of the spec for a path that has several names.
 */
export function createRouter<Operation extends BaseOperation>(
  operations: readonly Operation[],
  rejectPath: (path: string) => Rejection | undefined,
  toSpecPath: (path: string) => string = (path) => path,
): FindOperation<Operation> {
  const routes = operations.map(toRoute).sort(compareRoutes);
  const prefixes = new Set(operations.map(({ prefix }) => prefix).filter(Boolean));
  return (method, sentPath) => {
    const path = toSpecPath(sentPath);
    if (!isEncoded(path)) {
      return { rejection: reject(400, "BadRequest", "The path is not percent-encoded correctly") };
    }
    const matches = routes.filter(({ pattern }) => pattern.test(path) && !dotSegment.test(path));
    const [first] = matches;
    if (first === undefined) {
      const isOfApi = [...prefixes].some((prefix) => path.startsWith(`${prefix}/`));
      const special = isOfApi ? rejectPath(path) : undefined;
      return { rejection: special ?? reject(404, "NotFound", `The API has no path ${path}`) };
    }
    const samePath = matches.filter(({ operation }) => operation.path === first.operation.path);
    const found = samePath.find(({ operation }) => operation.method === method);
    if (found === undefined) return { rejection: rejectMethod(method, path, samePath) };
    const { operation } = found;
    return { operation, path: path.slice(operation.prefix.length) };
  };
}

/** Segments that clients and proxies resolve, also when they are escaped: no service receives them. */
const dotSegment = /\/(\.|%2e){1,2}(\/|$)/i;

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function toRoute<Operation extends BaseOperation>(operation: Operation): Route<Operation> {
  const template = `${operation.prefix}${operation.path}`;
  const source = template
    .split(/\{[^{}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^/]+");
  return { operation, pattern: new RegExp(`^${source}$`) };
}

/** Sorts paths without variables first: `/videos/upload.json` is not a video. */
function compareRoutes(a: Route<BaseOperation>, b: Route<BaseOperation>): number {
  return a.operation.path.split("{").length - b.operation.path.split("{").length;
}

function rejectMethod(method: string, path: string, routes: Route<BaseOperation>[]): Rejection {
  const allow = routes.map(({ operation }) => operation.method).join(", ");
  const reply = reject(405, "MethodNotAllowed", `${path} allows ${allow}, not ${method}`);
  return { ...reply, headers: { Allow: allow } };
}
