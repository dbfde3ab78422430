import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchBrowser } from "../browser/open-page.ts";
import { type BundleOptions, bundleProgram, bundleWithParcel } from "./bundle.ts";
import { type RuntimeConfig, type Servers, toPageConfig } from "./servers.ts";
import { versions } from "./versions.ts";

/** Where a runtime finds everything. */
export interface Surroundings {
  /** Folder that the runtimes are installed in. */
  readonly runtimes: string;
  /** Folder with the program and the installed package. */
  readonly consumer: string;
  readonly servers: Servers;
}

/** Results of the program. */
export interface Report {
  /** Version of the runtime that has run it. */
  readonly version: string;
  /** `ok` or an error, by the name of the check. */
  readonly checks: Readonly<Record<string, string>>;
}

/** A runtime that runs the program. */
export interface Runtime {
  /** As in the README. */
  readonly name: string;
  /** Version that the README names; `undefined` where the system determines it. */
  readonly version: string | undefined;
  /** Checks that only this runtime needs, by name. */
  readonly ownChecks?: Readonly<Record<string, string>>;
  run(surroundings: Surroundings): Promise<Report>;
}

/** Every runtime that the README promises. */
export const runtimes: readonly Runtime[] = [
  node("node20"),
  node("node22"),
  node("node24"),
  node("node26"),
  { name: "Bun", version: versions.bun, run: runBun },
  { name: "Deno", version: versions.deno, run: runDeno },
  // The first with the URLs and streams of the web standards, without later options of `fetch`; and a recent one.
  workerd("2022-11-30"),
  workerd("2026-04-26"),
  { name: "Vercel edge-runtime", version: versions["edge-runtime"], run: runEdge },
  { name: "Chromium", version: undefined, run: (given) => runChromium(given, bundlePage) },
  {
    name: "Chromium, bundled by Parcel",
    version: undefined,
    run: (given) => runChromium(given, bundleParcelPage),
  },
  { name: "Firefox", version: undefined, run: runFirefox },
];

/** Facts about a runtime that the program needs. */
interface Facts {
  /** Whether it tells that a connection was refused, and not just that the network failed. */
  readonly tellsRefusal: boolean;
  /** Whether `fetch` fails for responses with a status from 600 up, which no standard registers. */
  readonly rejectsStatus600?: boolean;
  /** Whether it loads the variant for Node. */
  readonly isNode?: boolean;
  /** Options of clients that the runtime requires. */
  readonly clientOptions?: { readonly dangerouslyAllowBrowser?: boolean };
}

type NodeName = Extract<keyof typeof versions, `node${number}`>;

function node(name: NodeName): Runtime {
  return {
    name: `Node ${name.slice(4)}`,
    version: versions[name],
    run: ({ runtimes, consumer, servers }) =>
      execute(nodeBinary(runtimes, name), [
        join(consumer, "main.js"),
        toArgument(servers.config, { tellsRefusal: true, isNode: true }),
      ]),
  };
}

async function runBun({ runtimes, consumer, servers }: Surroundings): Promise<Report> {
  const scope = join(runtimes, "node_modules/@oven");
  const [name = ""] = await readdir(scope);
  const config = toArgument(servers.config, { tellsRefusal: true, isNode: true });
  return execute(join(scope, name, "bin/bun"), [join(consumer, "main.js"), config]);
}

function runDeno({ runtimes, consumer, servers }: Surroundings): Promise<Report> {
  const program = join(runtimes, "node_modules/deno/bin.cjs");
  const config = toArgument(servers.config, { tellsRefusal: true, isNode: true });
  const run = ["run", "--no-prompt", "--allow-net=127.0.0.1", join(consumer, "main.js"), config];
  return execute(nodeBinary(runtimes, "node24"), [program, ...run]);
}

function workerd(compatibilityDate: string): Runtime {
  return {
    name: `Cloudflare workerd, compatibility date ${compatibilityDate}`,
    version: versions.miniflare,
    ownChecks: { sharedClient: "shares a client between requests" },
    async run(surroundings) {
      const conditions = ["workerd", "worker", "browser"];
      const options = { entry: "worker.js", conditions } as const;
      const config = toArgument(surroundings.servers.config, { tellsRefusal: false });
      const driver = await driverArguments("workerd.js", surroundings, options);
      return runDriver(surroundings, [...driver, config, compatibilityDate]);
    },
  };
}

async function runEdge(surroundings: Surroundings): Promise<Report> {
  const conditions = ["edge-light", "worker", "browser"];
  const options = { entry: "script.js", conditions } as const;
  const facts = { tellsRefusal: true, rejectsStatus600: true };
  const config = toArgument(surroundings.servers.config, facts);
  const driver = await driverArguments("edge-runtime.js", surroundings, options);
  return runDriver(surroundings, [...driver, config]);
}

const browserFacts: Facts = {
  tellsRefusal: false,
  clientOptions: { dangerouslyAllowBrowser: true },
};

function bundlePage({ consumer }: Surroundings): Promise<string> {
  return bundleProgram(consumer, { entry: "script.js", conditions: ["browser"] });
}

function bundleParcelPage({ consumer, runtimes }: Surroundings): Promise<string> {
  return bundleWithParcel(consumer, join(runtimes, "node_modules/parcel/lib/bin.js"));
}

async function runChromium(
  surroundings: Surroundings,
  bundle: (surroundings: Surroundings) => Promise<string>,
): Promise<Report> {
  const { servers } = surroundings;
  servers.script = await readFile(await bundle(surroundings), "utf8");
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(servers.pageUrl);
    const config = toArgument(toPageConfig(servers), browserFacts);
    const checks: Report["checks"] = await page.evaluate(`runChecks(${config})`);
    return { version: browser.version(), checks };
  } finally {
    await browser.close();
  }
}

const { FIREFOX: firefox = "/usr/bin/firefox-esr" } = process.env;

async function runFirefox(surroundings: Surroundings): Promise<Report> {
  const { servers } = surroundings;
  servers.script = await readFile(await bundlePage(surroundings), "utf8");
  const config = toArgument(toPageConfig(servers), browserFacts);
  const driver = [toDriver("firefox.js"), surroundings.runtimes, firefox, servers.pageUrl];
  return runDriver(surroundings, [...driver, config]);
}

function toArgument(config: RuntimeConfig, facts: Facts): string {
  return JSON.stringify({ clientOptions: {}, ...config, ...facts });
}

/** Returns the first arguments of a driver that runs a bundle. */
async function driverArguments(
  name: string,
  { runtimes, consumer }: Surroundings,
  options: BundleOptions,
): Promise<string[]> {
  return [toDriver(name), runtimes, await bundleProgram(consumer, options)];
}

function toDriver(name: string): string {
  return fileURLToPath(new URL(`drivers/${name}`, import.meta.url));
}

function runDriver({ runtimes }: Surroundings, argv: string[]): Promise<Report> {
  return execute(nodeBinary(runtimes, "node24"), argv);
}

/** Returns the path of an installed version of Node. */
export function nodeBinary(runtimes: string, name: NodeName): string {
  return join(runtimes, "node_modules", name, "bin/node");
}

/** Runs a program, and returns the report in the last line of its output. */
async function execute(file: string, argv: string[]): Promise<Report> {
  const { stdout } = await promisify(execFile)(file, argv, { timeout: 120_000 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
