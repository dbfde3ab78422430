import type { Command } from "commander";
import type { CommandContext } from "../terminal.ts";
import { defineNotifications } from "./flip-notifications.ts";

/** Adds the subcommands of `flip-pili flip`. */
export function defineFlip(command: Command, context: CommandContext): void {
  command.description("Works with the resources of a Flip account.");
  defineNotifications(
    command.command("notifications").summary("notifications of a factory"),
    context,
  );
}
