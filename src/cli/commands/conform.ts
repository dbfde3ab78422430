import type { Command } from "commander";
import {
  type ConformanceProgress,
  type ConformanceReport,
  checkConformance,
  type Leftover,
  type OperationReport,
} from "../../testing/index.ts";
import {
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  findFactoryId,
  findHub,
  type KeyOptions,
  missing,
  requireKeys,
} from "../credentials-from.ts";
import { exitCodes, UsageError } from "../errors.ts";
import { writeOutput } from "../files.ts";
import { formatDuration, formatExamples } from "../format.ts";
import { collect, positiveNumber } from "../parse-options.ts";
import { type ServiceName, serviceArgument } from "../services.ts";
import type { CommandContext, Interruption, Terminal } from "../terminal.ts";
import { describeViolation, formatJunit } from "./conform-junit.ts";

/** Gives `flip-pili conform` its arguments, options, help and action. */
export function defineConform(command: Command, context: CommandContext): void {
  command
    .description(
      "Tries every operation of a service and compares each answer with the spec: status, media " +
        "type, schema, what was created, changed and deleted, paging, and what must be refused. What " +
        "it needs it creates, under names that begin with flip-pili-conform-, and deletes in the " +
        "end, also after Ctrl-C. What it did not create is only read.",
    )
    .addArgument(serviceArgument())
    .requiredOption("--url <url>", "where the service is: http or https")
    .option("--read-only", "send only GET, and read what is there")
    .option("--only <ids>", "report these operations alone, with commas", collectIds)
    .option(
      "--timeout <seconds>",
      "most time for an answer, and for a change of state",
      positiveNumber,
      60,
    )
    .option("--junit <file>", "write the report in the form of JUnit")
    .option("--json <file>", "write the report as JSON")
    .option("--quiet", "show no progress")
    .option("--source-url <url>", "flip: a video to download (default: a short film is sent)")
    .option("--allow-factories", "flip: create, change and delete a factory")
    .option("--job-url <url>", "pili: where jobs are asked for (default: the origin of --url)")
    .option("--recorded-stream <id>", "pili: a stream with a recording, to make files of");
  addKeyOptions(addHubOption(addFactoryOption(command)), "flip", "pili")
    .addHelpText(
      "after",
      `
A URL without a path is followed by that of the spec, /v3.0 or /v1; a path of its own takes the
place of that. It ends with 0 when nothing failed, and with 1 otherwise.
${formatExamples([
  "flip-pili conform flip --url http://127.0.0.1:8080 --junit report.xml",
  "flip-pili conform flip --url https://api-gce.pandastream.com --read-only",
  "flip-pili conform pili --url http://pili.qiniuapi.com --job-url http://api.qiniu.com",
])}`,
    )
    .action((service: ServiceName, options: ConformCommandOptions) =>
      runConform(service, options, context),
    );
}

function collectIds(text: string, before: readonly string[] = []): string[] {
  return text.split(",").reduce((ids, id) => collect(id.trim(), ids), [...before]);
}

/** The flags of `flip-pili conform`. */
interface ConformCommandOptions extends KeyOptions {
  url: string;
  jobUrl?: string;
  readOnly?: boolean;
  only?: string[];
  allowFactories?: boolean;
  sourceUrl?: string;
  recordedStream?: string;
  /** In seconds. */
  timeout: number;
  junit?: string;
  json?: string;
  quiet?: boolean;
}

/** Tries a service, prints what was found, and ends with 1 when something failed. */
async function runConform(
  service: ServiceName,
  options: ConformCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout, stderr } = context.terminal;
  refuseOther(service, options);
  const leftovers: Leftover[] = [];
  const show = showProgress(context.terminal, options);
  const signal = context.terminal.interruption();
  try {
    const report = await checkConformance(service, {
      ...toOptions(service, options, context),
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
    // There is no report, but this must be known.
    stderr.write(describeLeftovers(leftovers));
    if (!signal.aborted || error !== signal.reason) throw error;
    const { signal: name } = signal.reason as Interruption;
    context.exitCode = name === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
  }
}

function toOptions(service: ServiceName, options: ConformCommandOptions, context: CommandContext) {
  const { url, jobUrl, readOnly, only, allowFactories, sourceUrl, recordedStream } = options;
  const common = { url, readOnly, only, timeoutMs: Math.ceil(options.timeout * 1_000) };
  const credentials = requireKeys(service, options, context);
  if (service === "flip") {
    const factoryId = findFactoryId(options, context);
    return { ...common, credentials, factoryId, allowFactories, sourceUrl };
  }
  const hub = findHub(options, context);
  if (hub === undefined) throw missing("--hub", "PILI_HUB");
  return { ...common, credentials, hub, jobUrl, recordedStream };
}

function refuseOther(service: ServiceName, options: ConformCommandOptions): void {
  const { factoryId, allowFactories, sourceUrl, hub, jobUrl, recordedStream } = options;
  const ofOther =
    service === "flip"
      ? { "--hub": hub, "--job-url": jobUrl, "--recorded-stream": recordedStream }
      : {
          "--factory-id": factoryId,
          "--allow-factories": allowFactories,
          "--source-url": sourceUrl,
        };
  const other = service === "flip" ? "pili" : "flip";
  for (const [flag, value] of Object.entries(ofOther)) {
    if (value !== undefined) throw new UsageError(`${flag} is for conform ${other} alone`);
  }
}

async function writeReports(report: ConformanceReport, { junit, json }: ConformCommandOptions) {
  if (json !== undefined) {
    await writeOutput("--json", json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (junit !== undefined) await writeOutput("--junit", junit, formatJunit(report));
}

/** What was found, for people: a line for each operation, and below it what failed. */
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

/** What was created and is still there, each on a line. */
function describeLeftovers(leftovers: readonly Leftover[]): string {
  return leftovers
    .map(({ kind, id, reason }) => `Not deleted: ${kind} ${id}: ${reason}\n`)
    .join("");
}

function describeOperation(operation: OperationReport, width: number): string[] {
  const { operationId, outcome, method, path, reason, checks } = operation;
  const why = reason === undefined ? "" : `  ${nameFlags(reason)}`;
  const call = `${method.padEnd(6)} ${path}`;
  const failures = checks.filter((check) => check.outcome === "failed");
  return [
    `${outcome.padEnd(7)}  ${operationId.padEnd(width)}  ${call}${why}`,
    ...failures.flatMap(({ name, violations }) => [
      `  ${name}:`,
      ...violations.map((violation) => `    ${describeViolation(violation)}`),
    ]),
  ];
}

/** Options of the library that reasons name. */
const optionNames = /\b(allowFactories|factoryId|recordedStream)\b/g;

/** Puts the flags in place of the library's options. */
function nameFlags(reason: string): string {
  return reason.replace(
    optionNames,
    (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  );
}

/** Shows on standard error what is being done: one line that changes on a terminal, otherwise many. */
function showProgress(
  { stderr }: Terminal,
  { quiet = false }: { quiet?: boolean },
): (progress: ConformanceProgress) => void {
  const { isTTY = false } = stderr;
  const write = (line: string) => {
    if (!quiet) stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return (progress) => {
    if (progress.kind === "operation") {
      write(`${progress.step}/${progress.steps} ${progress.operationId}`);
    } else if (progress.kind === "cleanup") {
      write("Deleting what was created");
      if (isTTY && !quiet) stderr.write("\r\u001b[K");
    }
  };
}
