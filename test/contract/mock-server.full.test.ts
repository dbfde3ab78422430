import { startMockServer } from "flip-pili/testing";
import { afterAll, describe, test } from "vitest";
import { readSpecOperations } from "../helpers/spec-operations.ts";
import { contracts } from "./contracts.ts";
import { documentedErrors, expectError } from "./documented-errors.ts";

for (const contract of contracts) {
  const { api, credentials } = contract;
  const operations = readSpecOperations(api);
  const mock = await startMockServer(api, { credentials, stateless: true });

  describe(api, () => {
    afterAll(() => mock.close());

    for (const error of documentedErrors(operations)) {
      test(error.title, () => expectError(contract, mock, error));
    }
  });
}
