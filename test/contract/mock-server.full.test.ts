import { startMockServer } from "flip-pili/testing";
import { afterAll, describe, test } from "vitest";
import { contracts } from "./contracts.ts";
import { documentedErrors, expectError } from "./documented-errors.ts";

for (const contract of contracts) {
  const { api, credentials, operations } = contract;
  const mock = await startMockServer(api, { credentials, stateless: true });

  describe(api, () => {
    afterAll(() => mock.close());

    for (const error of documentedErrors(operations)) {
      test(error.title, () => expectError(contract, mock, error));
    }
  });
}
