import { readFileSync } from "node:fs";

/**
 * @typedef {object} File One test file in the report of vitest.
 * @property {string} status
 * @property {{ status: string }[]} assertionResults
 */

const [report = ""] = process.argv.slice(2);
process.stdout.write(`${describeTotals(readReport(report))}\n`);

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
function describeTotals({ numPassedTests, numFailedTests, testResults }) {
  // A file that cannot even be loaded holds no failed test.
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === "failed" && assertionResults.every((result) => result.status !== "failed");
  });
  return `${numPassedTests} passed, ${numFailedTests + broken.length} failed`;
}
