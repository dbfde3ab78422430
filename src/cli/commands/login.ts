import { text as readAll } from "node:stream/consumers";
import type { Command } from "commander";
import {
  type ApiName,
  apiNames,
  apis,
  apisWith,
  rejectOtherFlags,
  serviceArgument,
} from "../apis.ts";
import type { ClientFlags } from "../client/client-options.ts";
import { openSelectedFlip } from "../client/flip-account.ts";
import { openHub, openHubV2 } from "../client/pili-hub.ts";
import { openRtc } from "../client/rtc-account.ts";
import { defaultProfile, requireProfileName, writeProfile } from "../config/config-file.ts";
import { addConnectionOptions } from "../connection.ts";
import { accountFlags, type Keys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { Dialogue } from "../prompt.ts";
import { parseServiceUrl } from "../service-url.ts";
import { type CommandContext, exitCodeOf, type Interruption, type Terminal } from "../terminal.ts";

/** Values of the flags of `flip-pili login`. */
interface LoginFlags extends ClientFlags {
  profile: string;
  withSecretKey?: boolean;
  withApiKey?: boolean;
  check: boolean;
}

/** Adds arguments, options, help and action to `flip-pili login`. */
export function defineLogin(command: Command, context: CommandContext): void {
  command
    .description(
      "Stores the keys of an account in a profile, which other commands use if neither flags nor the environment " +
        "contain keys. Secret keys are read from the terminal, without showing them. One request checks the keys.",
    )
    .addArgument(serviceArgument())
    .option("--profile <name>", "name of the profile", defaultProfile)
    .option("--access-key <key>", "access key (default: typed on the terminal)")
    .option("--with-secret-key", "read the secret key from standard input, for scripts")
    .option("--with-api-key", "flip-3.1: read the API key from standard input, for scripts")
    .option("--url <url>", "URL of the service, if it is not the usual one")
    .option("--factory-id <id>", "flip, flip-3.1: factory of the profile")
    .option("--hub <name>", "pili, pili-v2: hub of the profile (default: typed on the terminal)")
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
  "flip-pili login flip-3.1 --with-api-key < api-key.txt",
  "flip-pili login pili --profile staging --hub test-hub",
  "flip-pili login flip --access-key my-access-key --with-secret-key < secret-key.txt",
])}`,
    )
    .action((api: ApiName, flags: LoginFlags) => login(api, flags, context));
}

async function login(api: ApiName, flags: LoginFlags, context: CommandContext): Promise<void> {
  rejectOtherFlags(
    { by: "login", api, among: apiNames },
    {
      ...accountFlags(flags),
      "--with-secret-key": [flags.withSecretKey, apisWith("secretKey")],
      "--with-api-key": [flags.withApiKey, apisWith("apiKey")],
    },
  );
  requireProfileName(flags.profile);
  if (flags.url !== undefined) parseServiceUrl(api, flags.url);
  const signal = context.terminal.interruption();
  try {
    const account = await readAccount(api, flags, context, signal);
    const isCheckable = apis[api].variables.hub === undefined || account.hub !== undefined;
    if (flags.check && isCheckable) await checkAccount(api, account, context, signal);
    if (flags.check && !isCheckable && !flags.quiet) {
      context.terminal.stderr.write("The keys are not checked, because that needs --hub\n");
    }
    const path = await writeProfile(flags.profile, api, toStored(account), context.env);
    if (!flags.quiet) {
      context.terminal.stderr.write(`Profile ${flags.profile} for ${apis[api].title}: ${path}\n`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    context.exitCode = exitCodeOf(signal.reason as Interruption);
    context.terminal.stderr.write("Interrupted: nothing was stored\n");
  }
}

/** Keys of an account, and where it is. */
type Account = Pick<
  ClientFlags,
  "accessKey" | "secretKey" | "apiKey" | "factoryId" | "hub" | "url" | "ca" | "verbose"
>;

async function readAccount(
  api: ApiName,
  flags: LoginFlags,
  { terminal }: CommandContext,
  signal: AbortSignal,
): Promise<Account> {
  const dialogue = new Dialogue(terminal, signal);
  const { hub: given, factoryId, url, ca, verbose } = flags;
  const { variables } = apis[api];
  try {
    const keys =
      variables.apiKey === undefined
        ? await readKeys(dialogue, flags, terminal)
        : {
            apiKey: await (flags.withApiKey ? readLine(terminal) : dialogue.ask(questions.apiKey)),
          };
    if (Object.values(keys).includes("")) throw new UsageError("The keys must not be empty");
    const asksForHub = variables.hub !== undefined && given === undefined && terminal.stdin.isTTY;
    const hub = asksForHub ? await dialogue.ask(questions.hub) : given;
    const others = { factoryId, hub: hub === "" ? undefined : hub, url, ca, verbose };
    return { ...keys, ...withoutUndefined(others) };
  } finally {
    dialogue.close();
  }
}

async function readKeys(dialogue: Dialogue, flags: LoginFlags, terminal: Terminal): Promise<Keys> {
  const accessKey = flags.accessKey ?? (await dialogue.ask(questions.accessKey));
  const secretKey = flags.withSecretKey
    ? await readLine(terminal)
    : await dialogue.ask(questions.secretKey);
  return { accessKey, secretKey };
}

async function readLine({ stdin }: Terminal): Promise<string> {
  return (await readAll(stdin)).trim();
}

const questions = {
  accessKey: { text: "Access key: ", instead: "--access-key is missing: pass it" },
  secretKey: {
    text: "Secret key: ",
    instead: "--with-secret-key is missing: pass it",
    isSecret: true,
  },
  apiKey: {
    text: "API key: ",
    instead: "--with-api-key is missing: pass it",
    isSecret: true,
  },
  hub: { text: "Hub: ", instead: "--hub is missing: pass it" },
} as const;

type Defined<Value> = { [Name in keyof Value]?: NonNullable<Value[Name]> };

function withoutUndefined<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as Defined<Value>; // Some fields are missing now.
}

function toStored({ accessKey, secretKey, apiKey, factoryId, hub, url }: Account) {
  const keys = { access_key: accessKey, secret_key: secretKey, api_key: apiKey };
  return { ...keys, factory_id: factoryId, hub, url };
}

/** Sends a request that needs the keys, and the factory or hub if one is given. */
async function checkAccount(
  api: ApiName,
  account: Account,
  context: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  // Neither the environment nor another profile completes what was given.
  const isolated = { ...context, env: withoutAccounts(context.env) };
  await checks[api]({ ...account, api }, isolated, { signal });
}

/** Sends a request with an account. */
type Check = (
  account: Account & { readonly api: ApiName },
  context: CommandContext,
  request: { readonly signal: AbortSignal },
) => Promise<unknown>;

const checkFlip: Check = async (account, context, request) => {
  const { flip, factoryId } = await openSelectedFlip(account, context);
  return factoryId === undefined
    ? flip.factories.all({}, request)
    : flip.factories.find(factoryId, request);
};

const checks: Readonly<Record<ApiName, Check>> = {
  flip: checkFlip,
  "flip-3.1": checkFlip,
  pili: async (account, context, request) =>
    (await openHub(account, context)).listStreams({ limit: 1 }, request),
  "pili-v2": async (account, context, request) =>
    (await openHubV2(account, context)).listStreams({ limit: 1 }, request),
  rtc: async (account, context, request) => (await openRtc(account, context)).apps(request),
};

function withoutAccounts(env: CommandContext["env"]): CommandContext["env"] {
  const own = /^(TELESTREAM_|QINIU_|PILI_|FLIP_PILI_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
