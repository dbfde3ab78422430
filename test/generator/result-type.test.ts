import { expect, test } from "vitest";
import { printResult, type TypedResponse } from "../../scripts/openapi/endpoints/endpoint-types.ts";

/** Responses by key, such as `404: E`. */
type Bodies = Readonly<Record<string, string>>;

function toResponses(bodies: Bodies): TypedResponse[] {
  return Object.entries(bodies).map(([key, type]) => ({ key, type }));
}

function print(successes: Bodies, failures: Bodies): string {
  const union = (bodies: Bodies) => [...new Set(Object.values(bodies))].join(" | ");
  return printResult({
    name: "get",
    data: union(successes),
    error: union(failures),
    successes: toResponses(successes),
    failures: toResponses(failures),
  });
}

test.for<[successes: Bodies, failures: Bodies, expected: string]>([
  [{ 200: "A" }, {}, "Result<GetData, GetError, 200>"],
  [{ 200: "A" }, { 404: "E", 429: "E" }, "Result<GetData, GetError, 200>"],
  [{ 200: "A" }, { 404: "E", default: "E" }, "Result<GetData, GetError, 200>"],
  [{ 200: "A", 201: "A" }, { "4XX": "E" }, "Result<GetData, GetError, 200 | 201>"],
  [{ "2XX": "A" }, { 404: "E" }, "Result<GetData, GetError>"],
  [{ 200: "A", "2XX": "A" }, { 404: "E" }, "Result<GetData, GetError>"],
  [
    { 200: "A", 204: "undefined" },
    { 404: "E" },
    'Success<200, A> | Success<204, undefined> | Failure<"default", GetError>',
  ],
  [
    { 200: "A", "2XX": "B" },
    { 404: "E" },
    'Success<200, A> | Success<"2XX", B, 200> | Failure<"default", GetError>',
  ],
  [
    { 200: "A" },
    { 404: "E", 429: "F", 409: "F" },
    'Success<200, GetData> | Failure<404, E> | Failure<409 | 429, F> | Failure<"default", GetError, 404 | 409 | 429>',
  ],
  [
    { 200: "A" },
    { 409: "F", 404: "E", "4XX": "E", default: "F" },
    'Success<200, GetData> | Failure<409, F> | Failure<"4XX", E, 409> | Failure<"default", F, 409 | "4XX">',
  ],
  [
    { "2XX": "A" },
    { 302: "undefined", default: "A" },
    'Success<"2XX", GetData> | Failure<302, undefined> | Failure<"default", A, 302>',
  ],
  [
    { 200: "A" },
    { 404: "E", default: "E", 612: "E", 619: "E" },
    'Success<200, GetData> | Failure<612 | 619 | "default", GetError>',
  ],
  [
    { 200: "A" },
    { 404: "F", default: "E", 612: "E" },
    'Success<200, GetData> | Failure<404, F> | Failure<612, E> | Failure<"default", E, 404>',
  ],
])("printResult() of %j and %j", ([successes, failures, expected]) => {
  expect(print(successes, failures)).toBe(expected);
});
