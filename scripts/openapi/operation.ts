import type { Method } from "./spec-shape.ts";

/** One endpoint, reduced to what the emitter prints. */
export interface Operation {
  /** Key in `operations` of the schema module. */
  readonly id: string;
  /** Name of the endpoint function. */
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** The page of the API's own documentation. */
  readonly docs: { readonly url: string; readonly description: string | undefined } | undefined;
  readonly isDeprecated: boolean;
  readonly parameters: OperationParameters;
  readonly body: OperationBody | undefined;
  /** Answers that count as success. */
  readonly answers: readonly Answer[];
  /** Answers that count as failure. */
  readonly failures: readonly Answer[];
  /** How the body of a success is read. */
  readonly parseAs: "json" | "text" | "blob";
  /** Server of the operation where it is not that of the rest. */
  readonly baseUrl: string | undefined;
}

/** Whether callers have to give something, may give it, or cannot. */
export type Presence = "required" | "optional" | "none";

/** What is known of the parameters; their types are in the schema module. */
export interface OperationParameters {
  readonly path: Presence;
  readonly query: Presence;
  readonly header: Presence;
  /** Names of the cookies, which no endpoint function sends. */
  readonly cookies: readonly string[];
}

/** A request body. */
export interface OperationBody {
  readonly mediaType: string;
  readonly isRequired: boolean;
  /** What the server takes as well. */
  readonly otherMediaTypes: readonly string[];
}

/** An answer of the server. */
export interface Answer {
  /** As the spec has it: `200`, `4XX`, `default`. */
  readonly status: string;
  /** `undefined` for an answer without a body. */
  readonly mediaType: string | undefined;
}
