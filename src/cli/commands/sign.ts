import type { Command } from "commander";
import type { CommandContext } from "../terminal.ts";
import { defineSignFlip } from "./sign-flip.ts";
import { defineSignPili } from "./sign-pili.ts";

/** Adds the subcommands of `flip-pili sign`. */
export function defineSign(command: Command, context: CommandContext): void {
  command.description("Signs a request without sending it.");
  defineSignFlip(command.command("flip"), context);
  defineSignPili(command.command("pili"), context);
}
