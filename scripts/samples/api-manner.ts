import type { ObjectCalls } from "./objects/object-call.ts";
import type { ExampleCall } from "./read-call.ts";

/** What the samples of one API have in common, and those of another do differently. */
export interface ApiManner {
  /** Name of the API, and of its entry point. */
  readonly api: string;
  /** What the objects do for each operation. */
  readonly objects: ObjectCalls;
  /** What declares the names that the code of an object call uses. */
  declareObjects(code: string): Program;
  /** What declares `client`. */
  declareClient(): Program;
  /** The call without generated function and object. */
  writeRaw(call: ExampleCall): Program;
  /** The call without this package. */
  writeCurl(call: ExampleCall): string;
}

/** A piece of a program, and what it imports from the entry point of its API. */
export interface Program {
  readonly imports: readonly string[];
  readonly code: string;
}
