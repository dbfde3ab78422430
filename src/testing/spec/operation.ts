import { type Pair, type Params, toParams } from "../exchange/params.ts";
import type { ReceivedRequest } from "../exchange/received-request.ts";

/** A parameter or body field, as far as the mock looks into it itself. */
export interface FieldSchema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
}

/** A schema of which nothing is known may be anything. */
export function toSchema(schema: unknown): FieldSchema {
  return typeof schema === "object" && schema !== null ? schema : {};
}

/** What a field may be: its schema, or those that it names. */
export function alternativesOf(schema: FieldSchema): FieldSchema[] {
  return [schema, ...(schema.anyOf ?? []).map(toSchema)];
}

/** A body that an operation takes. */
export interface BodyFormat {
  readonly mediaType: string;
  /** Names of the fields, when it is a form. */
  readonly fields: readonly string[];
}

/** An operation of a spec. */
export interface MockOperation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** Template without prefix: `/videos/{id}.json`. */
  readonly path: string;
  /** What its server puts in front of the path: `/v3.0`, or nothing. */
  readonly prefix: string;
  /** Query parameters by name. */
  readonly query: ReadonlyMap<string, FieldSchema>;
  readonly bodies: readonly BodyFormat[];
  /** Names of the parameters that authorise it: one list for each alternative, none when open. */
  readonly security: readonly (readonly string[])[];
}

/** A request that belongs to an operation. Its path has no prefix: `/videos.json`. */
export interface ReceivedCall<Operation extends MockOperation = MockOperation>
  extends ReceivedRequest {
  readonly operation: Operation;
}

/**
 * Text fields of the body that are parameters, like those of the query: the services merge them.
 * Those that the operation describes as a part of its body are not.
 */
export function formParameters({ operation, body }: ReceivedCall): Pair[] {
  if (!takesForm(operation)) return [];
  const format = operation.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  return body.fields.filter(({ key }) => format?.fields.includes(key) !== true);
}

/** Whether an operation's parameters may come in a form. */
export function takesForm({ method }: MockOperation): boolean {
  return method === "POST" || method === "PUT";
}

/** All parameters of a call. Of the same one in query and form, the form's counts. */
export function parametersOf(call: ReceivedCall): Params {
  return toParams([...call.query, ...formParameters(call)]);
}
