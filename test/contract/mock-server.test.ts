import { HttpError, unwrap } from "flip-pili";
import { startMockServer } from "flip-pili/testing";
import { afterAll, describe, expect, test } from "vitest";
import { exampleOptions, isUnsigned } from "../helpers/call-operation.ts";
import { type DocumentedResponse, documentedResponses } from "../helpers/spec-operations.ts";
import { contracts, endpointOf, statusOf } from "./contracts.ts";

for (const contract of contracts) {
  const { api, entry, generated, operations } = contract;

  describe(api, async () => {
    const mock = await startMockServer(api, {
      credentials: contract.credentials,
      stateless: true,
    });

    afterAll(() => mock.close());

    test("every operation has a generated function, and every function has an operation", () => {
      const functions = Object.keys(generated).sort();

      expect(functions).toEqual(operations.map(({ operationId }) => operationId).sort());
      expect(entry).toMatchObject(generated);
    });

    describe.each(operations)("$operationId()", (operation) => {
      const endpoint = endpointOf(entry, operation.operationId);
      const client = contract.connect(new URL(mock.url));
      const options = exampleOptions(operation, "all", mock.url);
      const responses = documentedResponses(operation);
      const successes = responses.filter(({ status }) => status.startsWith("2"));
      const failures = responses.filter(({ status }) => !status.startsWith("2"));

      test.each(["all", "required"] as const)(
        "sends a valid request with %s parameters",
        async (extent) => {
          const { data, response } = await endpoint(
            client,
            exampleOptions(operation, extent, mock.url),
          );

          expect(mock.requests.at(-1)).toMatchObject({
            operationId: operation.operationId,
            method: operation.method.toUpperCase(),
            signature: isUnsigned(operation) ? "not checked" : "valid",
            violations: [],
          });
          expect(response.status).toBe(Number(successes[0]?.status));
          expect(data).toEqual(successes[0]?.body);
        },
      );

      test.each(successes)("returns $status $example as data", async (documented) => {
        const { data, error, response } = await endpoint(client, {
          ...options,
          headers: prefer(documented),
        });

        expect(response.headers.get("sl-violations")).toBeNull();
        expect(response.status).toBe(statusOf(documented));
        expect(error).toBeUndefined();
        expect(data).toEqual(documented.body);
      });

      test.each(failures)(
        "returns $status $example as an error, which unwrap() throws",
        async (documented) => {
          const result = await endpoint(client, { ...options, headers: prefer(documented) });

          const { data, error, response } = result;
          expect(response.headers.get("sl-violations")).toBeNull();
          expect(response.status).toBe(statusOf(documented));
          expect(data).toBeUndefined();
          expect(error).toEqual(documented.body);
          const thrown = await catchError(unwrap(Promise.resolve(result)));
          expect(thrown).toBeInstanceOf(HttpError);
          expect(thrown).toMatchObject({
            status: statusOf(documented),
            code: contract.codeOf(documented.body),
            body: documented.body,
          });
        },
      );

      // A spec cannot make the body of a response optional, but services send such responses.
      test("accepts a 500 without a body", async () => {
        const fetch = async () => new Response(null, { status: 500 });
        const broken = contract.connect(new URL(mock.url), fetch);

        const result = await endpoint(broken, options);

        const { data, error, response } = result;
        expect({ data, error, status: response.status }).toEqual({ status: 500 });
        const thrown = await catchError(unwrap(Promise.resolve(result)));
        expect(thrown).toBeInstanceOf(HttpError);
        expect(thrown).toMatchObject({ status: 500, code: undefined, body: undefined });
      });
    });
  });
}

/** Requests one of the documented responses from the mock. */
function prefer(documented: DocumentedResponse): { Prefer: string } {
  const code = `code=${statusOf(documented)}`;
  const { example } = documented;
  return { Prefer: example === undefined ? code : `${code}, example=${example}` };
}

function catchError(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => error);
}
