import { HttpError, unwrap } from "flip-pili";
import type { MockServer } from "flip-pili/testing";
import { expect } from "vitest";
import { exampleOptions } from "../helpers/call-operation.ts";
import {
  type DocumentedResponse,
  documentedResponses,
  type SpecOperation,
} from "../helpers/spec-operations.ts";
import { type Contract, endpointOf } from "./contract.ts";

/** An error response that the spec documents for an operation. */
export interface DocumentedError {
  /** Name of the test. */
  readonly title: string;
  readonly operation: SpecOperation;
  readonly documented: DocumentedResponse;
}

/** Returns every error response of every operation. */
export function documentedErrors(operations: readonly SpecOperation[]): DocumentedError[] {
  return operations.flatMap((operation) =>
    documentedResponses(operation)
      .filter(({ status }) => !status.startsWith("2"))
      .map((documented) => ({
        title: `${operation.operationId}() returns ${describeResponse(documented)} as an error`,
        operation,
        documented,
      })),
  );
}

/** Returns the error responses that differ, each with the first operation that documents it. */
export function distinctErrors(operations: readonly SpecOperation[]): DocumentedError[] {
  const errors = new Map<string, DocumentedError>();
  for (const error of documentedErrors(operations)) {
    const key = JSON.stringify(error.documented);
    if (!errors.has(key)) errors.set(key, error);
  }
  return [...errors.values()];
}

/** Requests an error response from a mock, and checks that it is returned, and thrown by `unwrap()`. */
export async function expectError(
  contract: Contract,
  mock: MockServer,
  { operation, documented }: DocumentedError,
): Promise<void> {
  const endpoint = endpointOf(contract.entry, operation.operationId);
  const { body } = documented;
  const status = statusOf(documented);

  const result = await endpoint(contract.connect(new URL(mock.url)), {
    ...exampleOptions(operation, "all", mock.url),
    headers: prefer(documented),
  });

  const { data, error, response } = result;
  expect(response.headers.get("sl-violations")).toBeNull();
  expect(response.status).toBe(status);
  expect(data).toBeUndefined();
  expect(error).toEqual(body);
  const thrown = await unwrap(Promise.resolve(result)).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(HttpError);
  expect(thrown).toMatchObject({ status, code: contract.codeOf(body), body });
}

/** Returns the status and the example of a response, for the name of a test. */
export function describeResponse({
  status,
  example = "without a body",
}: DocumentedResponse): string {
  return `${status} ${example}`;
}

/** Returns the header that makes a mock respond with an example. */
export function prefer(documented: DocumentedResponse): { Prefer: string } {
  const code = `code=${statusOf(documented)}`;
  const { example } = documented;
  return { Prefer: example === undefined ? code : `${code}, example=${example}` };
}

/** Returns the status code of a response. `default` stands for one that no response documents. */
function statusOf({ status }: DocumentedResponse): number {
  return status === "default" ? 418 : Number(status);
}
