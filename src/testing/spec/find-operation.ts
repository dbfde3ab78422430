import { type Refusal, refuse } from "../exchange/reply.ts";
import type { MockOperation } from "./operation.ts";

/** Finds the operation of a request, by method and path with prefix. */
export type FindOperation<Operation extends MockOperation> = (
  method: string,
  path: string,
) => { operation: Operation } | { refusal: Refusal };

interface Route<Operation> {
  readonly operation: Operation;
  readonly pattern: RegExp;
}

const dotSegment = /\/(\.|%2e){1,2}(\/|$)/i;

/**
 * Prepares the search.
 *
 * @param refusePath - A special answer to a path without operation.
 */
export function createRouter<Operation extends MockOperation>(
  operations: readonly Operation[],
  refusePath: (path: string) => Refusal | undefined,
): FindOperation<Operation> {
  const routes = operations.map(toRoute).sort(compareRoutes);
  const prefixes = new Set(operations.map(({ prefix }) => prefix).filter(Boolean));
  return (method, path) => {
    if (!isEncoded(path)) {
      return { refusal: refuse(400, "BadRequest", "The path is not encoded correctly") };
    }
    const matches = routes.filter(({ pattern }) => pattern.test(path) && !dotSegment.test(path));
    const [first] = matches;
    if (first === undefined) {
      const isOfApi = [...prefixes].some((prefix) => path.startsWith(`${prefix}/`));
      const special = isOfApi ? refusePath(path) : undefined;
      return { refusal: special ?? refuse(404, "NotFound", `The API has no path ${path}`) };
    }
    const samePath = matches.filter(({ operation }) => operation.path === first.operation.path);
    const found = samePath.find(({ operation }) => operation.method === method);
    return found ?? { refusal: refuseMethod(method, path, samePath) };
  };
}

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function toRoute<Operation extends MockOperation>(operation: Operation): Route<Operation> {
  const template = `${operation.prefix}${operation.path}`;
  const source = template
    .split(/\{[^{}]+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^/]+");
  return { operation, pattern: new RegExp(`^${source}$`) };
}

/** Paths without variables first: `/videos/upload.json` is no video. */
function compareRoutes(a: Route<MockOperation>, b: Route<MockOperation>): number {
  return a.operation.path.split("{").length - b.operation.path.split("{").length;
}

function refuseMethod(method: string, path: string, routes: Route<MockOperation>[]): Refusal {
  const allow = routes.map(({ operation }) => operation.method).join(", ");
  const reply = refuse(405, "MethodNotAllowed", `${path} takes ${allow}, not ${method}`);
  return { ...reply, headers: { Allow: allow } };
}
