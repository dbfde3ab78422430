import XMLBuilder from "fast-xml-builder";
import type {
  ConformanceCheck,
  ConformanceReport,
  OperationReport,
  ResponseViolation,
} from "../../testing/index.ts";

/** Formats a report as JUnit XML: a suite for each operation, a case for each check. */
export function formatJunit({ api, operations, durationMs, startedAt }: ConformanceReport): string {
  const suites = operations.map((operation) => toSuite(operation, startedAt));
  const cases = operations.flatMap(toCases);
  const document = {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": `flip-pili conform ${api}`,
      ...count(cases),
      "@time": toSeconds(durationMs),
      testsuite: suites,
    },
  };
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  return builder.build(document);
}

/** An element. The names of its attributes start with `@`. */
type XmlNode = Readonly<Record<string, unknown>>;

function toSuite(operation: OperationReport, startedAt: string): XmlNode {
  const cases = toCases(operation);
  return {
    "@name": operation.operationId,
    ...count(cases),
    "@time": toSeconds(operation.durationMs),
    "@timestamp": startedAt,
    testcase: cases,
  };
}

/** Returns the cases of an operation. One without checks has a single, skipped case, so that it is listed. */
function toCases(operation: OperationReport): XmlNode[] {
  const { operationId, method, path, checks, reason = "" } = operation;
  const name = `${method} ${path}`;
  if (checks.length === 0) {
    return [{ "@classname": operationId, "@name": name, skipped: { "@message": toText(reason) } }];
  }
  return checks.map((check) => ({
    "@classname": operationId,
    "@name": check.name,
    ...toResult(check),
  }));
}

function toResult({ outcome, reason = "", violations }: ConformanceCheck): XmlNode {
  if (outcome === "skipped") return { skipped: { "@message": toText(reason) } };
  if (outcome === "passed") return {};
  const lines = violations.map(describeViolation);
  return {
    failure: {
      "@message": toText(violations[0]?.message ?? ""),
      "@type": violations[0]?.rule ?? "violation",
      "#text": toText(lines.join("\n")),
    },
  };
}

/** Formats a violation as one line. */
export function describeViolation(violation: ResponseViolation): string {
  const { request, status, location, rule, message } = violation;
  const exchange = status === undefined ? request : `${request} ${status}`;
  const ruleName = rule === undefined ? "" : ` (${rule})`;
  return `${exchange}: ${location.join(".")}${ruleName}: ${message}`;
}

function count(cases: readonly XmlNode[]): XmlNode {
  const countWith = (child: string) => cases.filter((item) => Object.hasOwn(item, child)).length;
  return {
    "@tests": cases.length,
    "@failures": countWith("failure"),
    "@errors": 0,
    "@skipped": countWith("skipped"),
  };
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

/** Replaces the characters that XML 1.0 cannot contain, not even escaped. */
function toText(text: string): string {
  return text.replace(invalidCharacters, "\ufffd");
}

const invalidCharacters =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
