import { requireFunction } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import type { AgentOption, CertificateOption, ConnectionOptions, HttpAgent } from "./transport.ts";

/** Properties of {@link ConnectionOptions}. */
type ConnectionName = keyof ConnectionOptions;

/**
 * Validates the options that determine how connections are opened.
 *
 * @throws {InvalidArgumentError} When one is not valid, or cannot be used with another.
 */
export function readConnectionOptions({ fetch, agent, ca }: ConnectionOptions): ConnectionOptions {
  if (fetch !== undefined) {
    requireFunction("fetch", fetch);
    rejectWithFetch({ agent, ca });
  }
  if (agent !== undefined) requireAgent(agent);
  if (ca !== undefined) requireCertificates(ca);
  return { fetch, agent, ca };
}

function rejectWithFetch(options: Partial<Record<ConnectionName, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    throw new InvalidArgumentError(
      name,
      "has no effect on the option fetch: configure that function",
    );
  }
}

function requireAgent(agent: AgentOption): void {
  if (typeof agent === "function") return;
  const agents = isAgent(agent) ? [agent] : Object.values(agent ?? {});
  const isValid = agents.every((item) => item === undefined || isAgent(item));
  if (isValid && agents.length > 0) return;
  const isDispatcher = typeof (agent as { dispatch?: unknown } | null)?.dispatch === "function";
  const advice = isDispatcher
    ? ": pass a dispatcher of undici to its fetch, in the option fetch"
    : "";
  throw new InvalidArgumentError(
    "agent",
    `must be an Agent, { http, https } or a function${advice}`,
  );
}

/** Returns whether a value is an agent of Node, or imitates one. */
export function isAgent(value: unknown): value is HttpAgent {
  return typeof (value as { addRequest?: unknown } | null)?.addRequest === "function";
}

function requireCertificates(ca: CertificateOption): void {
  const isValid = (item: unknown) => typeof item === "string" || item instanceof Uint8Array;
  if (Array.isArray(ca) ? ca.length > 0 && ca.every(isValid) : isValid(ca)) return;
  throw new InvalidArgumentError("ca", "must be certificates in PEM format");
}
