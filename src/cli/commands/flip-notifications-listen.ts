import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { toPrintable } from "../../http/printable.ts";
import { families } from "../apis.ts";
import {
  type AccountFlags,
  addAccountOptions,
  addVerbosityOptions,
  rejectFlagsOfOtherApi,
} from "../client/client-options.ts";
import { openSelectedFlip } from "../client/flip-account.ts";
import { formatExamples } from "../format.ts";
import { startListening } from "../listening.ts";
import { integer } from "../parse-options.ts";
import { type CommandContext, exitCodeOf, waitForInterruption } from "../terminal.ts";
import { formatEvent, formatNotification, toEventRecord } from "./notification-format.ts";
import { describeForward, forward, requireTarget } from "./notification-forward.ts";
import {
  defaultJournal,
  type JournalEntry,
  journalSize,
  NotificationJournal,
} from "./notification-journal.ts";
import { NotificationListener, requirePath } from "./notification-listener.ts";

/** Values of the flags of `flip-pili flip notifications listen`. */
interface ListenFlags extends AccountFlags {
  port: number;
  bind?: string;
  path?: string;
  forwardTo?: string;
  journal: string;
  jsonl?: boolean;
}

/** Adds options, help and action to `flip-pili flip notifications listen`. */
export function defineNotificationsListen(command: Command, context: CommandContext): void {
  command
    .description(
      "Receives the notifications of a factory until Ctrl-C, and prints each event in a line, with the state " +
        "of its video or encoding as the API returns it: notifications are not signed. An event that arrives " +
        "again is not printed again.",
    )
    .option("--port <number>", "port to listen on; 0 means any free port", integer(0, 65_535), 0)
    .option("--bind <address>", "address to listen on (default: 127.0.0.1)")
    .option("--path <path>", "path of the notification URL (default: one that nobody can guess)")
    .option("--forward-to <url>", "send each notification to this URL, too, byte for byte")
    .option(
      "--journal <file>",
      `file for the last ${journalSize} notifications, which resend sends again`,
      defaultJournal,
    )
    .option("--jsonl", "print a line of JSON for each event");
  addAccountOptions(addVerbosityOptions(command, "print events and errors only"), ...families.flip)
    .addHelpText(
      "after",
      `
The service must reach this machine: expose the port, for example with
  cloudflared tunnel --url http://127.0.0.1:8090
and set the public URL with the path as the notification URL of the factory.
${formatExamples([
  "flip-pili flip notifications listen --port 8090 --path /flip/3f6c0e5b9d",
  "flip-pili flip notifications listen --forward-to http://localhost:3000/flip --jsonl",
])}`,
    )
    .action((options: ListenFlags) => listen(options, context));
}

async function listen(options: ListenFlags, context: CommandContext): Promise<void> {
  const { stderr } = context.terminal;
  rejectFlagsOfOtherApi(options, families.flip);
  const path = requirePath(options.path ?? `/flip/${randomBytes(16).toString("hex")}`);
  const target = options.forwardTo === undefined ? undefined : requireTarget(options.forwardTo);
  const signal = context.terminal.interruption();
  const journal = new NotificationJournal(options.journal);
  await journal.open();
  const listener = await start({ path, target, journal, signal }, options, context);
  if (listener === undefined) return;
  if (!options.quiet) stderr.write(describeListener(listener.port, path, options));
  await waitForInterruption(signal);
  await listener.close();
}

/** Where notifications arrive, and where they go. */
interface Route {
  readonly path: string;
  readonly target: URL | undefined;
  readonly journal: NotificationJournal;
  readonly signal: AbortSignal;
}

async function start(
  { path, target, journal, signal }: Route,
  options: ListenFlags,
  context: CommandContext,
): Promise<NotificationListener | undefined> {
  const { stdout, stderr } = context.terminal;
  const warn = (text: string) => void stderr.write(`flip-pili: ${toPrintable(text)}\n`);
  const onReceived = async (entry: JournalEntry) => {
    await journal.add(entry).catch(({ message }: Error) => warn(`--journal: ${message}`));
    if (target === undefined) return;
    const outcome = await forward(entry, target);
    if (!options.quiet) stderr.write(`${describeForward(outcome, target)}\n`);
  };
  try {
    const account = await openSelectedFlip(options, context);
    const factory = await account.factory({ signal });
    return await startListening({ port: options.port, ...pickBind(options) }, ({ port, bind }) =>
      NotificationListener.start({
        factory,
        path,
        port,
        bind,
        onReceived,
        onEvent: (event) => {
          const text = options.jsonl ? JSON.stringify(toEventRecord(event)) : formatEvent(event);
          stdout.write(`${toPrintable(text, Number.POSITIVE_INFINITY)}\n`);
        },
        onError: (error, notification) => {
          const what = notification ? `${formatNotification(notification)}: ` : "";
          warn(`${what}${error instanceof Error ? error.message : error}`);
        },
      }),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    context.exitCode = exitCodeOf(signal.reason);
    return undefined;
  }
}

function pickBind({ bind }: ListenFlags): { bind?: string } {
  return bind === undefined ? {} : { bind };
}

function describeListener(port: number, path: string, { forwardTo }: ListenFlags): string {
  const lines = [
    `Listening at http://127.0.0.1:${port}${path}. Press Ctrl-C to stop.`,
    `To let the service reach it: cloudflared tunnel --url http://127.0.0.1:${port}`,
    `Then set https://<name of the tunnel>${path} as the notification URL of the factory.`,
  ];
  if (forwardTo !== undefined) lines.push("Each notification is forwarded as it arrives.");
  return lines.map((line) => `${line}\n`).join("");
}
