import { text as readAll } from "node:stream/consumers";
import type { Command } from "commander";
import type { ClientFlags } from "../client/client-options.ts";
import { openFlip } from "../client/flip-account.ts";
import { openHub } from "../client/pili-hub.ts";
import { defaultProfile, requireProfileName, writeProfile } from "../config/config-file.ts";
import { addConnectionOptions } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { Dialogue } from "../prompt.ts";
import { parseServiceUrl } from "../service-url.ts";
import { rejectOtherServiceFlags, type ServiceName, serviceArgument, titles } from "../services.ts";
import { type CommandContext, exitCodeOf, type Interruption } from "../terminal.ts";

/** Values of the flags of `flip-pili login`. */
interface LoginFlags extends ClientFlags {
  profile: string;
  withSecretKey?: boolean;
  check: boolean;
}

/** Adds arguments, options, help and action to `flip-pili login`. */
export function defineLogin(command: Command, context: CommandContext): void {
  command
    .description(
      "Stores the keys of an account in a profile, which other commands use if neither flags nor the environment " +
        "contain keys. The secret key is read from the terminal, without showing it. One request checks the keys.",
    )
    .addArgument(serviceArgument())
    .option("--profile <name>", "name of the profile", defaultProfile)
    .option("--access-key <key>", "access key (default: typed on the terminal)")
    .option("--with-secret-key", "read the secret key from standard input, for scripts")
    .option("--url <url>", "URL of the service, if it is not the usual one")
    .option("--factory-id <id>", "flip: factory of the profile")
    .option("--hub <name>", "pili: hub of the profile (default: typed on the terminal)")
    .option("--no-check", "send no request")
    .option("--quiet", "print nothing but errors")
    .option("--verbose", "log the request on standard error, without keys and signatures");
  addConnectionOptions(command)
    .addHelpText(
      "after",
      `
The profiles are in config.toml in $XDG_CONFIG_HOME/flip-pili, or ~/.config/flip-pili, which only its owner can
read. Commands choose a profile with --profile or the variable FLIP_PILI_PROFILE.
${formatExamples([
  "flip-pili login flip",
  "flip-pili login pili --profile staging --hub test-hub",
  "flip-pili login flip --access-key my-access-key --with-secret-key < secret-key.txt",
])}`,
    )
    .action((service: ServiceName, flags: LoginFlags) => login(service, flags, context));
}

async function login(
  service: ServiceName,
  flags: LoginFlags,
  context: CommandContext,
): Promise<void> {
  rejectOtherServiceFlags("login", service, {
    flip: { "--factory-id": flags.factoryId },
    pili: { "--hub": flags.hub },
  });
  requireProfileName(flags.profile);
  if (flags.url !== undefined) parseServiceUrl(flags.url);
  const signal = context.terminal.interruption();
  try {
    const account = await readAccount(service, flags, context, signal);
    const isCheckable = service === "flip" || account.hub !== undefined;
    if (flags.check && isCheckable) await checkAccount(service, account, context, signal);
    if (flags.check && !isCheckable && !flags.quiet) {
      context.terminal.stderr.write("The keys are not checked, because that needs --hub\n");
    }
    const path = await writeProfile(flags.profile, service, toStored(account), context.env);
    if (!flags.quiet) {
      context.terminal.stderr.write(`Profile ${flags.profile} for ${titles[service]}: ${path}\n`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    context.exitCode = exitCodeOf(signal.reason as Interruption);
    context.terminal.stderr.write("Interrupted: nothing was stored\n");
  }
}

/** Keys of an account, and where it is. */
type Account = Pick<ClientFlags, "factoryId" | "hub" | "url" | "ca" | "verbose"> & {
  readonly accessKey: string;
  readonly secretKey: string;
};

async function readAccount(
  service: ServiceName,
  flags: LoginFlags,
  { terminal }: CommandContext,
  signal: AbortSignal,
): Promise<Account> {
  const dialogue = new Dialogue(terminal, signal);
  try {
    const accessKey = flags.accessKey ?? (await dialogue.ask(questions.accessKey));
    const secretKey = flags.withSecretKey
      ? (await readAll(terminal.stdin)).trim()
      : await dialogue.ask(questions.secretKey);
    if (accessKey === "" || secretKey === "") throw new UsageError("The keys must not be empty");
    const { hub: given, factoryId, url, ca, verbose } = flags;
    const needsHub = service === "pili" && given === undefined && terminal.stdin.isTTY === true;
    const hub = needsHub ? await dialogue.ask(questions.hub) : given;
    const others = { factoryId, hub: hub === "" ? undefined : hub, url, ca, verbose };
    return { accessKey, secretKey, ...withoutUndefined(others) };
  } finally {
    dialogue.close();
  }
}

const questions = {
  accessKey: { text: "Access key: ", instead: "--access-key is missing: pass it" },
  secretKey: {
    text: "Secret key: ",
    instead: "--with-secret-key is missing: pass it",
    isSecret: true,
  },
  hub: { text: "Hub: ", instead: "--hub is missing: pass it" },
} as const;

type Defined<Value> = { [Name in keyof Value]?: NonNullable<Value[Name]> };

function withoutUndefined<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as Defined<Value>; // Some fields are missing now.
}

function toStored({ accessKey, secretKey, factoryId, hub, url }: Account) {
  return { access_key: accessKey, secret_key: secretKey, factory_id: factoryId, hub, url };
}

/** Sends a request that needs the keys, and the factory or hub if one is given. */
async function checkAccount(
  service: ServiceName,
  account: Account,
  context: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  // Neither the environment nor another profile completes what was given.
  const isolated = { ...context, env: withoutAccounts(context.env) };
  if (service === "flip") {
    const { flip, factoryId } = await openFlip(account, isolated);
    if (factoryId === undefined) await flip.factories.all({}, { signal });
    else await flip.factories.find(factoryId, { signal });
  } else {
    const hub = await openHub(account, isolated);
    await hub.listStreams({ limit: 1 }, { signal });
  }
}

function withoutAccounts(env: CommandContext["env"]): CommandContext["env"] {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(TELESTREAM_|QINIU_|PILI_|FLIP_PILI_)/.test(name)),
  );
}
