import type { Violation } from "../exchange/recorded-request.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import type { Validator } from "../spec/validator.ts";
import type { ReceivedAnswer } from "./answer.ts";

/** What a call should be answered with. */
export interface Expectation {
  /**
   * The statuses that will do. The registered ones must be in the spec.
   *
   * @default every success of the spec
   */
  readonly statuses?: readonly number[] | undefined;
  /** Whether the documentation allows a body that is empty here. */
  readonly mayBeEmpty?: boolean | undefined;
}

/** What is special in the answers of an API. */
export interface AnswerRules {
  /** Whether errors may come without a body, or with one that is no JSON. */
  readonly errorsMayBeText: boolean;
}

type SpecResponse = SpecOperation["prism"]["responses"][number];

/** Finds in what an answer differs from what should be answered, and from the spec. */
export function checkAnswer(
  { checkAnswer: compare }: Pick<Validator, "checkAnswer">,
  operation: SpecOperation,
  answer: ReceivedAnswer,
  expectation: Expectation & AnswerRules,
): Violation[] {
  const wrongStatus = checkStatus(operation, answer, expectation);
  const response = findResponse(operation, answer.status);
  if (response === undefined) return wrongStatus;
  const form = checkForm(response, answer, expectation);
  if (!form.isComparable) return [...wrongStatus, ...form.violations];
  const { status, headers, body } = answer;
  return [...wrongStatus, ...compare(operation, { status, headers, body })];
}

function checkStatus(
  operation: SpecOperation,
  { status }: ReceivedAnswer,
  { statuses = successesOf(operation) }: Expectation,
): Violation[] {
  if (statuses.includes(status)) return [];
  const isDocumented = findResponse(operation, status) !== undefined;
  const remark = isDocumented ? "" : ", which the spec does not know";
  const message = `Status must be ${statuses.join(" or ")}, not ${status}${remark}`;
  return [{ location: ["response", "status"], message, rule: "status" }];
}

function successesOf({ prism }: SpecOperation): number[] {
  return prism.responses.map(({ code }) => Number(code)).filter((code) => code < 300);
}

/** The default of both specs is "any other refusal": no success, and no redirect. */
function findResponse({ prism }: SpecOperation, status: number): SpecResponse | undefined {
  const { responses } = prism;
  const own = responses.find(({ code }) => code === String(status));
  if (own !== undefined || status < 400) return own;
  return responses.find(({ code }) => code === "default");
}

/** Whether a body can be compared with a schema, and if not, what is wrong with that. */
interface Form {
  readonly isComparable: boolean;
  readonly violations: readonly Violation[];
}

const comparable: Form = { isComparable: true, violations: [] };

function checkForm(
  { contents = [] }: SpecResponse,
  answer: ReceivedAnswer,
  expectation: Expectation & AnswerRules,
): Form {
  const isEmpty = answer.bytes.length === 0;
  const types = contents.map(({ mediaType }) => mediaType);
  const [wanted] = types;
  if (wanted === undefined) return isEmpty ? comparable : incomparable();
  const type = typeOf(answer);
  const isJson = types.includes(type);
  if ((isEmpty || !isJson) && isExcused(answer, expectation)) return incomparable();
  if (isEmpty) return incomparable(inBody("must not be empty", "body"));
  if (!isJson) return incomparable(inType(wanted, type));
  if (answer.body === undefined) return incomparable(inBody("must be JSON in UTF-8", "json"));
  return comparable;
}

/** Whether the documentation allows that there is no body that could be compared. */
function isExcused(
  { status, bytes }: ReceivedAnswer,
  { mayBeEmpty = false, errorsMayBeText }: Expectation & AnswerRules,
): boolean {
  if (status >= 400 && errorsMayBeText) return true;
  return bytes.length === 0 && (mayBeEmpty || status >= 500);
}

/** The media type without its parameters; empty when there is none. */
function typeOf({ headers }: ReceivedAnswer): string {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}

function incomparable(...violations: Violation[]): Form {
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
