import type { MockServer } from "flip-pili/testing";
import { type Check, printChecks, printRequests, printSection } from "./print.ts";

/**
 * Takes a tour at a mock server, prints the requests and the checks, and closes the server.
 *
 * @returns Whether all checks passed.
 */
export async function showMock(
  mock: MockServer,
  takeTour: () => Promise<Check[]>,
): Promise<boolean> {
  try {
    const checks = await takeTour();
    printSection("Requests that the server received");
    printRequests(mock.requests);
    printSection("Checks");
    return printChecks(checks);
  } finally {
    await mock.close();
  }
}
