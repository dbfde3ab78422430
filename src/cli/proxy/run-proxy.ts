import {
  formatProxyPage,
  type HostHeader,
  type ProxyReport,
  startProxy,
  type ValidatingProxy,
} from "../../testing/index.ts";
import type { CommandContext } from "../command-context.ts";
import { exitCodes } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";
import { type ServiceName, titles } from "../services.ts";
import { startOnPort } from "../start-on-port.ts";
import { waitForInterruption } from "../wait-for-interruption.ts";
import { writeOutput } from "../write-output.ts";
import { describeReport } from "./describe-report.ts";

/** The flags of `flip-pili proxy`. */
export interface ProxyCommandOptions {
  upstream: string;
  port: number;
  hostHeader: HostHeader;
  ca?: string;
  report?: string;
  html?: string;
  quiet?: boolean;
}

/** Runs a proxy until the program is asked to end, and reports what it has found. */
export async function runProxy(
  service: ServiceName,
  options: ProxyCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  const proxy = await start(service, options, context);
  try {
    // So that a place that cannot be written to is known before, not after.
    await writeReport(await proxy.report(), options);
    stdout.write(`${proxy.url}\n`);
    if (!options.quiet) stderr.write(`A proxy for ${titles[service]}. Ctrl-C stops it.\n`);
    await waitForInterruption(signal);
  } finally {
    await proxy.close();
  }
  const report = await proxy.report();
  await writeReport(report, options);
  stderr.write(describeReport(report));
  if (report.findings.length > 0) context.exitCode = exitCodes.failed;
}

async function start(
  service: ServiceName,
  { upstream, port, hostHeader, ca: file, quiet }: ProxyCommandOptions,
  { terminal }: CommandContext,
): Promise<ValidatingProxy> {
  const log = quiet ? undefined : (line: string) => void terminal.stderr.write(`${line}\n`);
  const ca = file === undefined ? undefined : await readInput("--ca", file, terminal);
  const trusted = ca === undefined ? undefined : Buffer.from(ca).toString();
  const settings = { upstream, port, hostHeader, ca: trusted, log };
  return startOnPort(port, () => startProxy(service, settings));
}

async function writeReport(report: ProxyReport, { report: json, html }: ProxyCommandOptions) {
  if (json !== undefined) {
    await writeOutput("--report", json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (html !== undefined) await writeOutput("--html", html, formatProxyPage(report));
}
