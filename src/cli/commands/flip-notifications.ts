import type { Command } from "commander";
import type { CommandContext } from "../terminal.ts";
import { defineNotificationsListen } from "./flip-notifications-listen.ts";
import { defineNotificationsResend } from "./flip-notifications-resend.ts";

/** Adds the subcommands of `flip-pili flip notifications` that receive notifications. */
export function defineNotifications(command: Command, context: CommandContext): void {
  command.description("Receives the notifications of a factory.");
  defineNotificationsListen(
    command.command("listen").summary("receive, print and forward notifications"),
    context,
  );
  defineNotificationsResend(
    command.command("resend").summary("send the last notifications again"),
    context,
  );
}
