import type { SpecOperation } from "../prism/read-spec.ts";
import type { Validator } from "../prism/validator.ts";
import type { Violation } from "../recorded-request.ts";
import type { Exchange } from "./exchange.ts";
import type { FindingKind } from "./finding.ts";
import { type AnswerHead, toHeaders } from "./http/message-head.ts";
import { readAnswerBody } from "./read-answer-body.ts";

/** What was found in a request or an answer. */
export type Found = readonly [kind: FindingKind, violations: readonly Violation[]];

/** Finds in what an answer differs from the spec. One that broke off is not looked at. */
export async function checkAnswer(
  validator: Pick<Validator, "checkAnswer">,
  operation: SpecOperation,
  { answer, answerBody, isAnswered }: Exchange,
): Promise<Found[]> {
  if (answer === undefined || !isAnswered) return [];
  const body = await readAnswerBody(answer, answerBody);
  if (body.kind === "unchecked") return [["unchecked", [inBody(body.message)]]];
  if (body.kind === "broken") return [["answer", [inBody(body.message)]]];
  const json = body.kind === "json" ? body.json : undefined;
  const violations = validator.checkAnswer(operation, toCompared(answer, json));
  // What is said of a body that is no JSON at all says nothing.
  const isTelling = ({ location }: Violation) => body.kind === "json" || location[1] !== "body";
  return [["answer", violations.filter(isTelling)]];
}

function toCompared({ status, fields }: AnswerHead, body: unknown) {
  const headers = Object.entries(toHeaders(fields)).map(([name, value]) => [name, String(value)]);
  return { status, headers: Object.fromEntries(headers), body };
}

function inBody(message: string): Violation {
  return { location: ["response", "body"], message };
}
