import { HttpError, unwrap } from "flip-pili";
import { type ApiName, type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, describe, expect, test } from "vitest";
import { type Endpoint, exampleOptions, isUnsigned } from "../helpers/call-operation.ts";
import {
  type DocumentedAnswer,
  documentedAnswers,
  readSpecOperations,
} from "../helpers/spec-operations.ts";

/** What the contract tests of one API need to know. */
export interface Contract {
  api: ApiName;
  credentials: { accessKey: string; secretKey: string };
  /** The public entry point. */
  entry: Readonly<Record<string, unknown>>;
  /** The generated functions. */
  generated: Readonly<Record<string, unknown>>;
  /** A client without retries. */
  connect: (mock: MockServer, options?: { fetch?: () => Promise<Response> }) => unknown;
  /** The `code` that an `HttpError` has for an error body. */
  codeOf: (body: unknown) => string | undefined;
}

/** Defines the tests: each operation of the spec, each of its answers. */
export async function defineContractTests(contract: Contract): Promise<void> {
  const { api, credentials, entry, generated, codeOf } = contract;
  const operations = await readSpecOperations(api);
  const mock = await startMockServer(api, { credentials, stateless: true });
  const client = contract.connect(mock);

  afterAll(() => mock.close());

  test("every operation has a generated function, and every function an operation", () => {
    const functions = Object.keys(generated).sort();

    expect(functions).toEqual(operations.map(({ operationId }) => operationId).sort());
    expect(entry).toMatchObject(generated);
  });

  describe.each(operations)("$operationId()", (operation) => {
    const { operationId } = operation;
    const endpoint = entry[operationId] as Endpoint;
    const call = (options: object = {}) =>
      endpoint(client, { ...exampleOptions(operation, "all", mock.url), ...options });
    const answers = documentedAnswers(operation);
    const successes = answers.filter(({ status }) => status.startsWith("2"));
    const failures = answers.filter(({ status }) => !status.startsWith("2"));

    test.each(["all", "required"] as const)("is accepted with %s parameters", async (extent) => {
      const options = exampleOptions(operation, extent, mock.url);

      const { data, response } = await endpoint(client, options);

      expect(mock.requests.at(-1)).toMatchObject({
        operationId,
        method: operation.method.toUpperCase(),
        signature: isUnsigned(operation) ? "not checked" : "valid",
        violations: [],
      });
      expect(response.status).toBe(Number(successes[0]?.status));
      expect(data).toEqual(successes[0]?.body);
    });

    test.each(successes)("gives $status $example", async (answer) => {
      const { data, error, response } = await call({ headers: prefer(answer) });

      expect(response.headers.get("sl-violations")).toBeNull();
      expect(response.status).toBe(Number(answer.status));
      expect(error).toBeUndefined();
      expect(data).toEqual(answer.body);
    });

    test.each(failures)("gives $status $example as an error", async (answer) => {
      const { data, error, response } = await call({ headers: prefer(answer) });

      expect(response.headers.get("sl-violations")).toBeNull();
      expect(response.status).toBe(statusOf(answer));
      expect(data).toBeUndefined();
      expect(error).toEqual(answer.body);
    });

    test.each(failures)("throws $status $example through unwrap()", async (answer) => {
      const result = unwrap(call({ headers: prefer(answer) }));

      const error = await result.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(HttpError);
      expect(error).toMatchObject({
        status: statusOf(answer),
        code: codeOf(answer.body),
        body: answer.body,
      });
    });

    // A spec cannot say that a body may be missing, but services send such answers.
    test("takes a 500 without body", async () => {
      const fetch = async () => new Response(null, { status: 500 });
      const broken = contract.connect(mock, { fetch });
      const request = () => endpoint(broken, exampleOptions(operation, "all", mock.url));

      const { data, error, response } = await request();
      const thrown = await unwrap(request()).catch((reason: unknown) => reason);

      expect({ data, error, status: response.status }).toEqual({ status: 500 });
      expect(thrown).toBeInstanceOf(HttpError);
      expect(thrown).toMatchObject({ status: 500, code: undefined, body: undefined });
    });
  });
}

/** Asks the mock for one answer. */
function prefer(answer: DocumentedAnswer): { Prefer: string } {
  const { example } = answer;
  const code = `code=${statusOf(answer)}`;
  return { Prefer: example === undefined ? code : `${code}, example=${example}` };
}

/** A status that no answer documents stands for `default`. */
function statusOf({ status }: DocumentedAnswer): number {
  return status === "default" ? 418 : Number(status);
}
