import { type Command, Option } from "commander";
import type { CommandContext } from "../command-context.ts";
import { formatExamples } from "../help-texts.ts";
import { integer } from "../parse-options.ts";
import { type ProxyCommandOptions, runProxy } from "../proxy/run-proxy.ts";
import { type ServiceName, serviceArgument } from "../services.ts";

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
