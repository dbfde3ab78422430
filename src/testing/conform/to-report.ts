import type { ApiName } from "../api-name.ts";
import type { ReadConformanceOptions } from "./conformance-options.ts";
import type { ConformanceReport, Leftover, OperationReport, Outcome } from "./report.ts";
import { withoutQuery } from "./send-call.ts";

/** What is known of a run beside its operations. */
export interface RunFacts {
  readonly api: ApiName;
  readonly options: Pick<ReadConformanceOptions, "url" | "readOnly">;
  readonly startedAt: Date;
  readonly leftovers: readonly Leftover[];
}

/** Puts the report of a run together. */
export function toReport(
  operations: readonly OperationReport[],
  { api, options, startedAt, leftovers }: RunFacts,
): ConformanceReport {
  const count = (wanted: Outcome) => operations.filter(({ outcome }) => outcome === wanted).length;
  const failed = count("failed");
  return {
    ...{ api, url: withoutQuery(options.url), isReadOnly: options.readOnly },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...{ hasPassed: failed === 0, passed: count("passed"), failed, skipped: count("skipped") },
    ...{ operations, leftovers },
  };
}
