import { encodeKey } from "../../../pili-v2/index.ts";
import { entriesOf, fieldOf, listOf, textField } from "../response.ts";
import type { InvalidCall, Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";

/** Statuses for an unknown stream. */
export const unknownStream: readonly number[] = [612, 404];

/** Statuses for an unknown hub or domain: which of them the service uses is inferred. */
export const unknownHub: readonly number[] = [404, 612];

/** Returns the path of the hub. */
export function hubPath({ settings }: StepContext): { hub: string } {
  return { hub: settings.hub };
}

/** Returns the path of a stream of the hub. */
export function streamPath(key: string, context: StepContext): { hub: string; encodedKey: string } {
  return { ...hubPath(context), encodedKey: encodeKey(key) };
}

/** Returns the path of a domain of the hub. */
export function domainPath(domain: string, context: StepContext): { hub: string; domain: string } {
  return { ...hubPath(context), domain };
}

/** Returns the keys of a list of streams. */
export function keysOf(body: unknown): string[] {
  return entriesOf(body).flatMap((entry) => textField(entry, "key") ?? []);
}

/** Returns the names of a list of domains. */
export function domainsOf(body: unknown): string[] {
  const domains = listOf(fieldOf(body, "domains"));
  return domains.flatMap((entry) => textField(entry, "domain") ?? []);
}

/** Returns the call for a hub that does not exist. */
export function callOfUnknownHub(step: Pick<Step, "request">): InvalidCall {
  return {
    name: "rejects an unknown hub",
    statuses: unknownHub,
    request: (context) => ({
      ...step.request?.(context),
      path: { hub: context.settings.newName() },
    }),
  };
}
