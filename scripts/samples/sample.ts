import type { ObjectCalls } from "./objects/object-call.ts";
import type { ExampleCall } from "./read-call.ts";

/** Styles of calling an operation, from the most convenient to the most basic. */
type Level = "object" | "function" | "raw" | "curl";

/** A complete program that calls one operation in one style. */
export interface Sample {
  readonly level: Level;
  /** The title of the tab. */
  readonly label: string;
  readonly lang: "TypeScript" | "Shell";
  readonly source: string;
}

/** The samples of one operation. */
export interface OperationSamples {
  readonly operationId: string;
  readonly samples: readonly Sample[];
  /**
   * Symbols of the package that call the operation, as `flip.listVideos` or `flip.Collection.all`: the
   * function first, then methods of objects.
   */
  readonly symbols: readonly string[];
}

/** The parts of samples that differ between APIs. */
export interface ApiStyle {
  /** Name of the API and of its entry point. */
  readonly api: string;
  /** Object calls by operation. */
  readonly objects: ObjectCalls;
  /** Declares the names that the code of an object call uses. */
  declareObjects(code: string): Program;
  /** Declares `client`. */
  declareClient(): Program;
  /** Writes the call without generated function and object. */
  writeRaw(call: ExampleCall): Program;
  /** Writes the call without this package. */
  writeCurl(call: ExampleCall): string;
}

/** Part of a program, and the names that it imports from the entry point of its API. */
export interface Program {
  readonly imports: readonly string[];
  readonly code: string;
}
