import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * @typedef {object} TestFile A test file in a report of Vitest.
 * @property {string} name Absolute path of the file.
 * @property {string} status
 * @property {string} [message] Error outside the tests of the file.
 * @property {{ fullName: string, status: string }[]} assertionResults
 */

/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: TestFile[] }} Report */

// Usage: node .ci/test-totals.js FOLDER SCRIPT...
// Reads FOLDER/SCRIPT.json, the report of `npm run SCRIPT`, for each script. Prints the failed tests, then the totals.
const [folder = ".", ...scripts] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const script of scripts) {
  const report = readReport(script);
  if (report === undefined) continue;
  const files = report.testResults.filter(({ status }) => status === "failed");
  for (const file of files) printFailures(script, file);
  passed += report.numPassedTests;
  failed += report.numFailedTests + files.filter((file) => failedTests(file).length === 0).length;
}
if (failed > 0) process.exitCode = 1;
process.stdout.write(`${passed} passed, ${failed} failed\n`);

/**
 * @param {string} script
 * @returns {Report | undefined}
 */
function readReport(script) {
  try {
    return JSON.parse(readFileSync(join(folder, `${script}.json`), "utf8"));
  } catch {
    process.stdout.write(`No test report: npm run ${script} ended before its tests did\n`);
    process.exitCode = 1;
    return undefined;
  }
}

/**
 * @param {string} script
 * @param {TestFile} file
 */
function printFailures(script, file) {
  const path = relative(process.cwd(), file.name);
  const names = failedTests(file).map(({ fullName }) => fullName);
  // A file that cannot be loaded, or whose hook throws, has no failed test. It counts as one.
  const [message] = (file.message ?? "").split("\n");
  const lines = names.length > 0 ? names : [message || "An error outside the tests"];
  process.stdout.write(`\nFailed: ${path}\n${lines.map((line) => `  - ${line}\n`).join("")}`);
  process.stdout.write(`  Run it alone: npm run ${script} -- ${path}\n\n`);
}

/** @param {TestFile} file */
function failedTests({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === "failed");
}
