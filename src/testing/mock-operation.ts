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
