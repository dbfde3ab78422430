import { type Command, Option } from "commander";
import {
  formatProxyPage,
  type HostHeader,
  type ProxyFinding,
  type ProxyReport,
  startProxy,
  type ValidatingProxy,
} from "../../testing/index.ts";
import { type ApiName, apis, serviceArgument } from "../apis.ts";
import { addConnectionOptions, type ConnectionFlags, readCertificates } from "../connection.ts";
import { exitCodes, UsageError } from "../errors.ts";
import { writeOutput } from "../files.ts";
import { formatExamples } from "../format.ts";
import { addListenOptions, type ListenFlags, startListening } from "../listening.ts";
import { findProxyUrl } from "../proxies.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili proxy`. */
export function defineProxy(command: Command, context: CommandContext): void {
  addListenOptions(command)
    .description(
      "Starts a proxy on this machine, prints its URL and forwards traffic unchanged until Ctrl-C. The " +
        "proxy checks every request and every response against the spec, and logs violations on " +
        "standard error. Clients use plain HTTP to reach it.",
    )
    .addArgument(serviceArgument())
    .option("--url <url>", "service to forward to: an http or https URL without a path")
    .addOption(new Option("--upstream <url>", "former name of --url").hideHelp().conflicts("url"))
    .addOption(
      new Option("--host-header <which>", "Host header that the upstream receives")
        .choices(["keep", "upstream"])
        .default("keep"),
    )
    .option("--report <file>", "write the report as JSON when the proxy stops")
    .option("--html <file>", "write the report as an HTML page when the proxy stops")
    .option("--quiet", "log nothing but the summary");
  addConnectionOptions(command, "Connections to the upstream")
    .addHelpText(
      "after",
      `
The exit code is 1 when there are findings, and 0 otherwise.

Signatures include the host. With --host-header keep, the upstream receives the
host that the client sent: let the client use the upstream's host name, and direct it to the proxy by
other means, such as a hosts file. With --host-header upstream, the upstream receives its own host,
and the client must have signed that host.
${formatExamples([
  "flip-pili proxy flip --url https://api-gce.pandastream.com --port 8080",
  "flip-pili proxy pili --url https://pili.qiniuapi.com --report report.json --html report.html",
])}`,
    )
    .action((service: ApiName, options: ProxyCommandOptions) =>
      runProxy(service, options, context),
    );
}

/** Values of the flags of `flip-pili proxy`. */
interface ProxyCommandOptions extends ListenFlags, ConnectionFlags {
  url?: string;
  upstream?: string;
  hostHeader: HostHeader;
  report?: string;
  html?: string;
  quiet?: boolean;
}

/** Runs a proxy until the program is interrupted, and reports its findings. */
async function runProxy(
  service: ApiName,
  options: ProxyCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  const proxy = await start(service, options, context);
  try {
    // Files that cannot be written are reported now, not after the proxy has stopped.
    await writeReport(await proxy.report(), options);
    stdout.write(`${proxy.url}\n`);
    if (!options.quiet)
      stderr.write(`Proxy for ${apis[service].title}. Press Ctrl-C to stop it.\n`);
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
  service: ApiName,
  { url, upstream = url, hostHeader, ca: file, quiet, ...listening }: ProxyCommandOptions,
  { terminal, env }: CommandContext,
): Promise<ValidatingProxy> {
  if (upstream === undefined) throw new UsageError("required option '--url <url>' not specified");
  const log = quiet ? undefined : (line: string) => void terminal.stderr.write(`${line}\n`);
  const ca = file === undefined ? undefined : await readCertificates(file, terminal);
  // An invalid upstream is reported by startProxy().
  const upstreamProxy = URL.canParse(upstream) ? findProxyUrl(new URL(upstream), env) : undefined;
  const settings = { upstream, upstreamProxy, hostHeader, ca, log };
  return startListening(listening, (options) => startProxy(service, { ...settings, ...options }));
}

async function writeReport(report: ProxyReport, { report: json, html }: ProxyCommandOptions) {
  if (json !== undefined) {
    await writeOutput("--report", json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (html !== undefined) await writeOutput("--html", html, formatProxyPage(report));
}

/** Formats a report for people: a line of totals, and a line for each finding. */
function describeReport({ totals, findings }: ProxyReport): string {
  const { calls, ok, operationsCalled, operations, outside } = totals;
  const others = outside === 0 ? "" : `, requests outside the API: ${outside}`;
  const lines = [
    `Calls: ${calls}, without findings: ${ok}, operations: ${operationsCalled} of ${operations}${others}`,
    findings.length === 0 ? "No findings" : `Distinct findings: ${findings.length}`,
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
  const call = `${method} ${path} ${status ?? "no response"} (${operationId ?? "no operation"})`;
  const messages = violations.map(({ message }) => message);
  return `  ${kind}, ${count}x: ${call.trim()}: ${messages.join("; ")}`;
}
