import type { FoundFault } from "./finding.ts";
import { hideSecrets } from "./hide-secrets.ts";
import type { RequestHead } from "./http/message-head.ts";
import { pathOf } from "./path-of.ts";

/** A line of the log: what has passed, and what came of it. */
export function describePassage({ method, target }: RequestHead, outcome: string): string {
  return `${method} ${hideSecrets(pathOf(target))} ${outcome}`;
}

/** The lines of the log below it: what was found. */
export function describeFault({ kind, violations }: FoundFault): string[] {
  return violations.map(({ location, message }) =>
    hideSecrets(`  ${kind}: ${location.join(".")}: ${message}`),
  );
}
