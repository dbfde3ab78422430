import { HttpError, unwrap } from "flip-pili";
import { startMockServer } from "flip-pili/testing";
import { afterAll, describe, expect, test } from "vitest";
import { exampleOptions, isUnsigned } from "../helpers/call-operation.ts";
import { documentedResponses, readSpecOperations } from "../helpers/spec-operations.ts";
import { endpointOf } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { describeResponse, distinctErrors, expectError, prefer } from "./documented-errors.ts";

for (const contract of contracts) {
  const { api, credentials, entry, generated } = contract;
  const operations = readSpecOperations(api);
  const mock = await startMockServer(api, { credentials, stateless: true });
  const client = contract.connect(new URL(mock.url));

  describe(api, () => {
    afterAll(() => mock.close());

    test("every operation has a generated function, and every function has an operation", () => {
      const functions = Object.keys(generated).sort();

      expect(functions).toEqual(operations.map(({ operationId }) => operationId).sort());
      expect(entry).toMatchObject(generated);
    });

    // The full tests request every error of every operation.
    for (const error of distinctErrors(operations)) {
      test(error.title, () => expectError(contract, mock, error));
    }

    for (const operation of operations) {
      const { operationId } = operation;
      const endpoint = endpointOf(entry, operationId);
      const options = exampleOptions(operation, "all", mock.url);
      const successes = documentedResponses(operation).filter(({ status }) => status[0] === "2");

      for (const extent of ["all", "required"] as const) {
        test(`${operationId}() sends ${extent} parameters`, async () => {
          const sent = exampleOptions(operation, extent, mock.url);

          const { data, response } = await endpoint(client, sent);

          expect(mock.requests.at(-1)).toMatchObject({
            operationId,
            method: operation.method.toUpperCase(),
            signature: isUnsigned(operation) ? "not checked" : "valid",
            findings: [],
          });
          expect(response.status).toBe(Number(successes[0]?.status));
          expect(data).toEqual(successes[0]?.body);
        });
      }

      for (const documented of successes) {
        test(`${operationId}() returns ${describeResponse(documented)}`, async () => {
          const headers = prefer(documented);

          const { data, error, response } = await endpoint(client, { ...options, headers });

          expect(response.headers.get("sl-violations")).toBeNull();
          expect(response.status).toBe(Number(documented.status));
          expect(error).toBeUndefined();
          expect(data).toEqual(documented.body);
        });
      }

      // A spec cannot make the body of a response optional, but services send such responses.
      test(`${operationId}() accepts a 500 without a body`, async () => {
        const fetch = async () => new Response(null, { status: 500 });
        const broken = contract.connect(new URL(mock.url), fetch);

        const result = await endpoint(broken, options);

        const { data, error, response } = result;
        expect({ data, error, status: response.status }).toEqual({ status: 500 });
        const thrown = await unwrap(Promise.resolve(result)).catch((reason: unknown) => reason);
        expect(thrown).toBeInstanceOf(HttpError);
        expect(thrown).toMatchObject({ status: 500, code: undefined, body: undefined });
      });
    }
  });
}
