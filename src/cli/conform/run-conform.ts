import { type ConformanceReport, checkConformance, type Leftover } from "../../testing/index.ts";
import type { CommandContext } from "../command-context.ts";
import {
  findFactoryId,
  findHub,
  type KeyOptions,
  missing,
  requireKeys,
} from "../credentials-from.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ServiceName } from "../services.ts";
import type { Interruption } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { writeOutput } from "../write-output.ts";
import { describeLeftovers, describeResults } from "./describe-results.ts";
import { formatJunit } from "./format-junit.ts";
import { showProgress } from "./show-progress.ts";

/** The flags of `flip-pili conform`. */
export interface ConformCommandOptions extends KeyOptions {
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
export async function runConform(
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
