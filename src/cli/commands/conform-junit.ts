import XMLBuilder from "fast-xml-builder";
import type {
  AnswerViolation,
  ConformanceCheck,
  ConformanceReport,
  OperationReport,
} from "../../testing/index.ts";

/** What XML 1.0 cannot hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Attributes begin with `@`. */
type XmlNode = Readonly<Record<string, unknown>>;

/** A report in the form of JUnit: a suite for each operation, a case for each check. */
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
    ...{ ignoreAttributes: false, attributeNamePrefix: "@", suppressBooleanAttributes: false },
    ...{ format: true, suppressEmptyNode: true },
  });
  return builder.build(document);
}

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

/** An operation of which nothing was tried has one case all the same: it should be seen. */
function toCases(operation: OperationReport): XmlNode[] {
  const { operationId, method, path, checks, reason = "" } = operation;
  const name = `${method} ${path}`;
  if (checks.length === 0) {
    return [{ "@classname": operationId, "@name": name, skipped: { "@message": toText(reason) } }];
  }
  return checks.map((check) => ({
    ...{ "@classname": operationId, "@name": check.name },
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

/** A violation in one line. */
export function describeViolation(violation: AnswerViolation): string {
  const { request, status, location, rule, message } = violation;
  const answer = status === undefined ? request : `${request} ${status}`;
  const broken = rule === undefined ? "" : ` (${rule})`;
  return `${answer}: ${location.join(".")}${broken}: ${message}`;
}

function count(cases: readonly XmlNode[]): XmlNode {
  const having = (kind: string) => cases.filter((one) => Object.hasOwn(one, kind)).length;
  return {
    "@tests": cases.length,
    "@failures": having("failure"),
    "@errors": 0,
    "@skipped": having("skipped"),
  };
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

function toText(text: string): string {
  return text.replace(unwritable, "\ufffd");
}
