/** The ways to call an operation, from the most convenient to the barest. */
export type Level = "object" | "function" | "raw" | "curl";

/** One way to call one operation, as a program that stands alone. */
export interface Sample {
  readonly level: Level;
  /** What the tab is called. */
  readonly label: string;
  readonly lang: "TypeScript" | "Shell";
  readonly source: string;
}

/** The samples of one operation. */
export interface OperationSamples {
  readonly operationId: string;
  readonly samples: readonly Sample[];
  /**
   * What of the package calls the operation, as `flip.listVideos` or `flip.Collection.all`: its
   * function first, then methods of objects.
   */
  readonly symbols: readonly string[];
}
