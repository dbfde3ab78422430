import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { defineSignFlip } from "../sign/define-sign-flip.ts";
import { defineSignPili } from "../sign/define-sign-pili.ts";

/** Gives `flip-pili sign` its commands. */
export function defineSign(command: Command, context: CommandContext): void {
  command.description("Signs a request that something else will send. Nothing is sent.");
  defineSignFlip(command.command("flip"), context);
  defineSignPili(command.command("pili"), context);
}
