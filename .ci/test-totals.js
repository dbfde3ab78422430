import { readFileSync } from "node:fs";

/**
 * @typedef {object} File One test file in the report of vitest.
 * @property {string} status
 * @property {{ status: string }[]} assertionResults
 */

const totals = process.argv.slice(2).map((path) => count(readReport(path)));
const passed = totals.reduce((sum, total) => sum + total.passed, 0);
const failed = totals.reduce((sum, total) => sum + total.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    process.stderr.write("The tests left no report\n");
    process.exitCode = 1;
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

/** @param {{ numPassedTests: number, numFailedTests: number, testResults: File[] }} report */
function count({ numPassedTests, numFailedTests, testResults }) {
  // A file that cannot even be loaded holds no failed test.
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === "failed" && assertionResults.every((result) => result.status !== "failed");
  });
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
