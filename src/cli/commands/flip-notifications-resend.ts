import type { Command } from "commander";
import { exitCodes, UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { describeForward, forward, isAccepted, requireTarget } from "./notification-forward.ts";
import { defaultJournal, journalSize, NotificationJournal } from "./notification-journal.ts";

/** Values of the flags of `flip-pili flip notifications resend`. */
interface ResendFlags {
  forwardTo: string;
  last: number;
  journal: string;
}

/** Adds options, help and action to `flip-pili flip notifications resend`. */
export function defineNotificationsResend(command: Command, context: CommandContext): void {
  command
    .description(
      "Sends the last notifications that listen has received to a URL again, byte for byte, the oldest " +
        "first, and prints the status of each response. The exit code is 1 if one is not 2xx.",
    )
    .requiredOption("--forward-to <url>", "URL to send to")
    .option("--last <number>", "number of notifications", integer(1, journalSize), 1)
    .option("--journal <file>", "file in which listen stores them", defaultJournal)
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili flip notifications resend --forward-to http://localhost:3000/flip --last 3",
      ]),
    )
    .action((options: ResendFlags) => resend(options, context));
}

async function resend(
  { forwardTo, last, journal }: ResendFlags,
  context: CommandContext,
): Promise<void> {
  const target = requireTarget(forwardTo);
  const entries = await new NotificationJournal(journal).read(last);
  if (entries.length === 0) throw new UsageError(`--journal has no notifications: ${journal}`);
  for (const entry of entries) {
    const outcome = await forward(entry, target);
    if (!isAccepted(outcome)) context.exitCode = exitCodes.failed;
    context.terminal.stdout.write(`${entry.time} ${describeForward(outcome, target)}\n`);
  }
}
