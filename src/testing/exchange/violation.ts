/** A difference between a request or response and the spec. */
export interface Violation {
  /** Location of the difference: `["request", "query", "per_page"]`. */
  readonly location: readonly string[];
  /** Description that names the parameter. */
  readonly message: string;
  /** Rule of the schema that is violated, such as `maximum` or `required`, if there is one. */
  readonly rule?: string;
}
