import type { Violation } from "../exchange/violation.ts";
import type { SpecOperation, SpecResponse } from "../spec/operation.ts";
import type { Validator } from "../spec/validator.ts";
import type { CallResponse } from "./response.ts";

/** The expected response to a call. */
export interface Expectation {
  /**
   * Expected statuses: any of them is right.
   *
   * @default all successes of the spec
   */
  readonly statuses?: readonly number[] | undefined;
  /** Whether the documentation allows an empty body. */
  readonly mayBeEmpty?: boolean | undefined;
}

/** Peculiarities of the responses of an API. */
export interface ResponseRules {
  /** Whether errors may have no body, or one that is not JSON. */
  readonly errorsMayBeText: boolean;
}

/** Returns the violations of the expectation and of the spec in a response. */
export function checkResponse(
  { checkResponse: compare }: Pick<Validator, "checkResponse">,
  operation: SpecOperation,
  response: CallResponse,
  expectation: Expectation & ResponseRules,
): Violation[] {
  const wrongStatus = checkStatus(operation, response, expectation);
  const specified = findResponse(operation, response.status);
  if (specified === undefined) return wrongStatus;
  const checked = checkBody(specified, response, expectation);
  if (!checked.isComparable) return [...wrongStatus, ...checked.violations];
  const { status, headers, body } = response;
  return [...wrongStatus, ...compare(operation, { status, headers, body })];
}

function checkStatus(
  operation: SpecOperation,
  { status }: CallResponse,
  { statuses = successesOf(operation) }: Expectation,
): Violation[] {
  if (statuses.includes(status)) return [];
  const isDocumented = findResponse(operation, status) !== undefined;
  const remark = isDocumented ? "" : ", which is not in the spec";
  const message = `Status must be ${statuses.join(" or ")}, not ${status}${remark}`;
  return [{ location: ["response", "status"], message, rule: "status" }];
}

function successesOf({ responses }: SpecOperation): number[] {
  return responses.map(({ code }) => Number(code)).filter((code) => code < 300);
}

/**
 * Returns the response that the spec describes for a status. The default response of both specs stands
 * for other errors, not for a success or a redirect.
 */
function findResponse({ responses }: SpecOperation, status: number): SpecResponse | undefined {
  const own = responses.find(({ code }) => code === String(status));
  if (own !== undefined || status < 400) return own;
  return responses.find(({ code }) => code === "default");
}

/** Result of checking a body: whether it can be compared with a schema, and the violations if not. */
interface BodyCheck {
  readonly isComparable: boolean;
  readonly violations: readonly Violation[];
}

const comparable: BodyCheck = { isComparable: true, violations: [] };

function checkBody(
  { contents = [] }: SpecResponse,
  response: CallResponse,
  expectation: Expectation & ResponseRules,
): BodyCheck {
  const isEmpty = response.bytes.length === 0;
  const types = contents.map(({ mediaType }) => mediaType);
  const [wanted] = types;
  if (wanted === undefined) return isEmpty ? comparable : incomparable();
  const type = typeOf(response);
  const isJson = types.includes(type);
  if ((isEmpty || !isJson) && isExcused(response, expectation)) return incomparable();
  if (isEmpty) return incomparable(inBody("must not be empty", "body"));
  if (!isJson) return incomparable(inType(wanted, type));
  if (response.body === undefined) return incomparable(inBody("must be JSON in UTF-8", "json"));
  return comparable;
}

/** Returns whether the documentation allows a body that cannot be compared. */
function isExcused(
  { status, bytes }: CallResponse,
  { mayBeEmpty = false, errorsMayBeText }: Expectation & ResponseRules,
): boolean {
  if (status >= 400 && errorsMayBeText) return true;
  return bytes.length === 0 && (mayBeEmpty || status >= 500);
}

/** Returns the media type without its parameters, or an empty string if there is none. */
function typeOf({ headers }: CallResponse): string {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}

function incomparable(...violations: Violation[]): BodyCheck {
  return { isComparable: false, violations };
}

function inType(expected: string, type: string): Violation {
  const found = type === "" ? "missing" : type;
  const message = `Content-Type must be ${expected}, not ${found}`;
  return { location: ["response", "header", "content-type"], message, rule: "media-type" };
}

function inBody(expectation: string, rule: string): Violation {
  return { location: ["response", "body"], message: `Response body ${expectation}`, rule };
}
