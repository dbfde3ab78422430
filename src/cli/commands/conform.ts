import type { Command } from "commander";
import type { Hooks } from "../../flip/index.ts";
import {
  type ConformanceOptions,
  type ConformanceProgress,
  type ConformanceReport,
  checkConformance,
  type Leftover,
  type OperationReport,
} from "../../testing/index.ts";
import {
  type ApiName,
  apiNames,
  apis,
  apisWith,
  rejectOtherFlags,
  serviceArgument,
} from "../apis.ts";
import { createRequestLog } from "../client/request-log.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "../connection.ts";
import {
  accountFlags,
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  findFactoryId,
  findHub,
  findUrl,
  type KeyOptions,
  missing,
  requireAccountKeys,
  variablesOf,
} from "../credentials.ts";
import { exitCodes } from "../errors.ts";
import { writeOutput } from "../files.ts";
import { formatDuration, formatExamples } from "../format.ts";
import { collect, positiveNumber } from "../parse-options.ts";
import { type CommandContext, exitCodeOf, type Interruption, type Terminal } from "../terminal.ts";
import { describeViolation, formatJunit } from "./conform-junit.ts";

/** Adds arguments, options, help and action to `flip-pili conform`. */
export function defineConform(command: Command, context: CommandContext): void {
  command
    .description(
      "Calls every operation of a service and checks each response against the spec: status, media " +
        "type, schema, effects of creating, changing and deleting, paging, and rejected requests. The " +
        "command creates the resources that it needs, with names that start with flip-pili-conform-, " +
        "and deletes them at the end, even after Ctrl-C. It only reads resources that already exist.",
    )
    .addArgument(serviceArgument())
    .option(
      "--url <url>",
      `http or https URL of the service (default: ${variablesOf("url", apiNames)})`,
    )
    .option("--read-only", "send only GET requests")
    .option("--only <ids>", "operations to report, separated by commas", collectIds)
    .option(
      "--timeout <seconds>",
      "time limit for a response, and for a state change",
      positiveNumber,
      60,
    )
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--json <file>", "write the report as JSON")
    .option("--quiet", "show no progress")
    .option("--verbose", "log each request, without keys and signatures, instead of progress");
  addApiOptions(command);
  addKeyOptions(addHubOption(addFactoryOption(command)), ...apiNames);
  addConnectionOptions(command)
    .addHelpText(
      "after",
      `
If the URL has no path, the path of the spec is appended, such as /v3.0 or /v1. The exit code is 0
when nothing failed, and 1 otherwise.
${formatExamples([
  "flip-pili conform flip --url http://127.0.0.1:8080 --junit report.xml",
  "flip-pili conform flip --url https://api-gce.pandastream.com --read-only",
  "flip-pili conform pili --url https://pili.qiniuapi.com --job-url https://api.qiniu.com",
])}`,
    )
    .action((service: ApiName, options: ConformCommandOptions) =>
      runConform(service, options, context),
    );
}

/** Adds the flags that only some APIs support. */
function addApiOptions(command: Command): void {
  command
    .option(
      "--source-url <url>",
      "flip, flip-3.1: video to import (default: a short video file is uploaded)",
    )
    .option("--allow-factories", "flip, flip-3.1: create, change and delete a factory")
    .option("--allow-streams", "pili-v2: create streams, which cannot be deleted")
    .option("--allow-hub-changes", "pili-v2: add domains and change settings, which are restored")
    .option("--allow-work-orders", "flip-3.1: create a work order, with the first workflow")
    .option("--job-url <url>", "pili: URL of the job API (default: the origin of --url)")
    .option("--recorded-stream <id>", "pili, pili-v2: stream with a recording, to save as files");
}

function collectIds(text: string, before: readonly string[] = []): string[] {
  return text.split(",").reduce((ids, id) => collect(id.trim(), ids), [...before]);
}

/** Values of the flags of `flip-pili conform`. */
interface ConformCommandOptions extends KeyOptions, ConnectionFlags {
  url?: string;
  jobUrl?: string;
  readOnly?: boolean;
  only?: string[];
  allowFactories?: boolean;
  allowStreams?: boolean;
  allowHubChanges?: boolean;
  allowWorkOrders?: boolean;
  sourceUrl?: string;
  recordedStream?: string;
  /** In seconds. */
  timeout: number;
  junit?: string;
  json?: string;
  quiet?: boolean;
  verbose?: boolean;
}

/** Checks a service, prints the results, and sets exit code 1 when something failed. */
async function runConform(
  service: ApiName,
  options: ConformCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout, stderr } = context.terminal;
  rejectOtherFlags(
    { by: "conform", api: service, among: apiNames },
    {
      ...accountFlags(options),
      "--allow-factories": [options.allowFactories, apisWith("factoryId")],
      "--source-url": [options.sourceUrl, apisWith("factoryId")],
      "--allow-streams": [options.allowStreams, ["pili-v2"]],
      "--allow-hub-changes": [options.allowHubChanges, ["pili-v2"]],
      "--allow-work-orders": [options.allowWorkOrders, ["flip-3.1"]],
      "--job-url": [options.jobUrl, ["pili"]],
      "--recorded-stream": [options.recordedStream, apisWith("hub")],
    },
  );
  const leftovers: Leftover[] = [];
  const { verbose = false, quiet = false } = options;
  const show = showProgress(context.terminal, quiet || verbose);
  const log: Hooks = verbose ? createRequestLog(stderr) : {};
  const signal = context.terminal.interruption();
  try {
    const report = await checkConformance(service, {
      ...toConformanceOptions(service, options, context),
      ...(await readConnection(options, context)),
      onResponse: log.onResponse,
      signal,
      onProgress(progress) {
        show(progress);
        if (progress.kind === "leftover") leftovers.push(progress.leftover);
      },
    });
    stdout.write(describeResults(report));
    await writeReports(report, options);
    if (!report.hasPassed) context.exitCode = exitCodes.failed;
  } catch (error) {
    // Without a report, this is the only place that lists them.
    stderr.write(describeLeftovers(leftovers));
    if (!signal.aborted || error !== signal.reason) throw error;
    context.exitCode = exitCodeOf(signal.reason as Interruption);
  }
}

type Credentials = ConformanceOptions["credentials"];

function toConformanceOptions(
  service: ApiName,
  options: ConformCommandOptions,
  context: CommandContext,
) {
  const { jobUrl, readOnly, only, timeout, sourceUrl, recordedStream } = options;
  const { allowFactories, allowStreams, allowHubChanges, allowWorkOrders } = options;
  const { variables } = apis[service];
  // The keys are those of the API.
  const credentials = requireAccountKeys(service, options, context) as Credentials;
  const url = findUrl(service, options, context);
  if (url === undefined) throw missing("--url", variables.url);
  const hub = findHub(service, options, context);
  if (variables.hub !== undefined && hub === undefined) throw missing("--hub", variables.hub);
  return {
    url,
    readOnly,
    only,
    timeoutMs: Math.ceil(timeout * 1_000),
    credentials,
    factoryId: findFactoryId(service, options, context),
    hub,
    jobUrl,
    sourceUrl,
    recordedStream,
    allowFactories,
    allowStreams,
    allowHubChanges,
    allowWorkOrders,
  };
}

async function writeReports(report: ConformanceReport, { junit, json }: ConformCommandOptions) {
  if (json !== undefined) {
    await writeOutput("--json", json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (junit !== undefined) await writeOutput("--junit", junit, formatJunit(report));
}

/** Formats the results for people: a line for each operation, followed by its failures. */
function describeResults(report: ConformanceReport): string {
  const { operations, passed, failed, skipped, durationMs, leftovers } = report;
  const width = Math.max(...operations.map(({ operationId }) => operationId.length));
  const lines = [
    ...operations.flatMap((operation) => describeOperation(operation, width)),
    "",
    `${passed} passed, ${failed} failed, ${skipped} skipped in ${formatDuration(durationMs / 1_000)}`,
  ];
  return `${lines.join("\n")}\n${describeLeftovers(leftovers)}`;
}

/** Formats the created resources that could not be deleted, one per line. */
function describeLeftovers(leftovers: readonly Leftover[]): string {
  return leftovers
    .map(({ kind, id, reason }) => `Not deleted: ${kind} ${id}: ${reason}\n`)
    .join("");
}

function describeOperation(operation: OperationReport, width: number): string[] {
  const { operationId, outcome, method, path, reason, checks } = operation;
  const comment = reason === undefined ? "" : `  ${nameFlags(reason)}`;
  const call = `${method.padEnd(6)} ${path}`;
  const failures = checks.filter((check) => check.outcome === "failed");
  return [
    `${outcome.padEnd(7)}  ${operationId.padEnd(width)}  ${call}${comment}`,
    ...failures.flatMap(({ name, violations }) => [
      `  ${name}:`,
      ...violations.map((violation) => `    ${describeViolation(violation)}`),
    ]),
  ];
}

/** Replaces the library's options by the flags of the command. */
function nameFlags(reason: string): string {
  return reason.replace(
    /\b(allowFactories|allowStreams|allowHubChanges|allowWorkOrders|factoryId|recordedStream)\b/g,
    (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  );
}

/** Returns a function that shows progress: in a single line on a terminal, otherwise line by line. */
function showProgress(
  { stderr }: Terminal,
  isQuiet: boolean,
): (progress: ConformanceProgress) => void {
  const { isTTY = false } = stderr;
  const write = (line: string) => {
    if (!isQuiet) stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return (progress) => {
    if (progress.kind === "operation") {
      write(`${progress.step}/${progress.steps} ${progress.operationId}`);
    } else if (progress.kind === "cleanup") {
      write("Deleting created resources");
      if (isTTY && !isQuiet) stderr.write("\r\u001b[K");
    }
  };
}
