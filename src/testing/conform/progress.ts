import type { Leftover, OperationReport } from "./report.ts";

/** What a run is doing. */
export type ConformanceProgress =
  | {
      readonly kind: "operation";
      readonly operationId: string;
      /** From 1. */
      readonly step: number;
      readonly steps: number;
    }
  /** An operation has been tried. What others find of it later is in the report alone. */
  | { readonly kind: "result"; readonly result: OperationReport }
  /** What was created is being deleted. */
  | { readonly kind: "cleanup" }
  | { readonly kind: "leftover"; readonly leftover: Leftover };
