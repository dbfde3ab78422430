import {
  flattenNames,
  type ReceivedPair,
  type ReceivedParams,
  toParams,
} from "../exchange/params.ts";
import type { ReceivedRequest } from "../exchange/received-request.ts";

/** The schema of a parameter or body field, as far as it is evaluated without Prism. */
export interface FieldSchema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maximum?: number;
}

/** Returns an empty schema, which allows everything, for a value that is not a schema. */
export function toSchema(schema: unknown): FieldSchema {
  return typeof schema === "object" && schema !== null ? schema : {};
}

/** Returns a schema and the alternatives that it names. */
export function alternativesOf(schema: FieldSchema): FieldSchema[] {
  return [schema, ...(schema.anyOf ?? []).map(toSchema)];
}

/** A request body that an operation accepts. */
export interface BodyFormat {
  readonly mediaType: string;
  /** Fields of a form or of a JSON object, by name. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** Whether `fields` are all that the spec describes. */
  readonly isComplete: boolean;
}

/** An operation of a spec, without its representation in Prism. */
export interface BaseOperation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** Template without prefix: `/videos/{id}.json`. */
  readonly path: string;
  /** Path of the server, which precedes that of the operation: `/v3.0`, or empty. */
  readonly prefix: string;
  /** Query parameters by name. */
  readonly query: ReadonlyMap<string, FieldSchema>;
  readonly bodies: readonly BodyFormat[];
  /** Names of the parameters that authorize it: one list for each alternative, none if it is public. */
  readonly security: readonly (readonly string[])[];
}

/** A response that an operation documents. */
export interface SpecResponse {
  /** Status, or `default`. */
  readonly code: string;
  readonly contents?: readonly {
    readonly mediaType: string;
    readonly examples?: readonly { readonly key: string; readonly value?: unknown }[];
  }[];
}

/** An operation of a spec. */
export interface SpecOperation extends BaseOperation {
  readonly responses: readonly SpecResponse[];
  /** The operation in the form in which Prism reads it, for `prismOf()`. */
  readonly prism: unknown;
}

/** A request to an operation. Its path has no prefix: `/videos.json`. */
export interface ReceivedCall<Operation extends BaseOperation = BaseOperation>
  extends ReceivedRequest {
  readonly operation: Operation;
}

/**
 * Returns the text fields of the body that are parameters like those of the query: the services merge
 * the two. Fields that the spec describes as part of the body are not among them.
 */
export function formParameters({ operation, body }: ReceivedCall): ReceivedPair[] {
  if (!takesForm(operation)) return [];
  const format = operation.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  return body.fields.filter(({ key }) => format?.fields.has(key) !== true);
}

/**
 * Returns whether the parameters of an operation may be sent in a form. An operation that has a body and no
 * parameters has none to send.
 */
export function takesForm({ method, query, bodies }: BaseOperation): boolean {
  const hasOnlyBody = query.size === 0 && bodies.length > 0;
  return (method === "POST" || method === "PUT") && !hasOnlyBody;
}

/** Returns all parameters of a call. A parameter of the form overrides that of the query. */
export function parametersOf(call: ReceivedCall): ReceivedParams {
  return toParams([...call.query, ...formParameters(call)]);
}

/** Returns the parameters of a call, with names such as `a%5Bb%5D` read as flat: `a[b]`. */
export function flatParametersOf(call: ReceivedCall): ReceivedParams {
  return toParams(flattenNames([...call.query, ...formParameters(call)]));
}
