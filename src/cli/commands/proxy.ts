import { type Command, Option } from "commander";
import {
  formatProxyPage,
  type HostHeader,
  type ProxyFinding,
  type ProxyReport,
  startProxy,
  type ValidatingProxy,
} from "../../testing/index.ts";
import { exitCodes } from "../errors.ts";
import { readInput, writeOutput } from "../files.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import { type ServiceName, serviceArgument, startOnPort, titles } from "../services.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

/** Gives `flip-pili proxy` its arguments, options, help and action. */
export function defineProxy(command: Command, context: CommandContext): void {
  command
    .description(
      "Starts a proxy on this machine, prints its URL and passes traffic on until Ctrl-C, byte for " +
        "byte. It compares every request and every answer with the spec, and logs what it finds on " +
        "standard error. Clients speak plain HTTP to it.",
    )
    .addArgument(serviceArgument())
    .requiredOption("--upstream <url>", "where the traffic goes: http or https, without path")
    .option("--port <number>", "port on 127.0.0.1; 0 is a free one", integer(0, 65_535), 0)
    .addOption(
      new Option("--host-header <which>", "the Host that the upstream sees")
        .choices(["keep", "upstream"])
        .default("keep"),
    )
    .option("--ca <file>", "certificates to trust in place of the usual ones, in PEM")
    .option("--report <file>", "write what was found as JSON, when it ends")
    .option("--html <file>", "write what was found as a page, when it ends")
    .option("--quiet", "log nothing but the summary")
    .addHelpText(
      "after",
      `
It ends with 1 when anything was found, and with 0 otherwise.

Both services sign the host. With --host-header keep the upstream sees the host that the client
names: make the client name the upstream's own, and reach the proxy by its address (a hosts file,
an option of the client). With upstream it sees its own, and clients must have signed that one.
${formatExamples([
  "flip-pili proxy flip --upstream https://api-gce.pandastream.com --port 8080",
  "flip-pili proxy pili --upstream http://pili.qiniuapi.com --report report.json --html report.html",
])}`,
    )
    .action((service: ServiceName, options: ProxyCommandOptions) =>
      runProxy(service, options, context),
    );
}

/** The flags of `flip-pili proxy`. */
interface ProxyCommandOptions {
  upstream: string;
  port: number;
  hostHeader: HostHeader;
  ca?: string;
  report?: string;
  html?: string;
  quiet?: boolean;
}

/** Runs a proxy until the program is asked to end, and reports what it has found. */
async function runProxy(
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

/** What a proxy has seen, for people: a line of sums, and one for each finding. */
function describeReport({ totals, findings }: ProxyReport): string {
  const { calls, ok, operationsCalled, operations, outside } = totals;
  const others = outside === 0 ? "" : `, ${outside} requests outside the API`;
  const lines = [
    `${calls} calls, ${ok} without finding, ${operationsCalled} of ${operations} operations${others}.`,
    findings.length === 0 ? "Nothing was found." : `${findings.length} different findings:`,
    ...findings.map(describeFinding),
  ];
  return `${lines.join("\n")}\n`;
}

function describeFinding({
  kind,
  operationId,
  method = "",
  path = "a connection",
  status,
  violations,
  count,
}: ProxyFinding): string {
  const place = `${method} ${path} ${status ?? "no answer"} (${operationId ?? "no operation"})`;
  const messages = violations.map(({ message }) => message);
  return `  ${kind}, ${count}x: ${place.trim()}: ${messages.join("; ")}`;
}
