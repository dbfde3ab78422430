import type { Command } from "commander";
import type { CommandContext } from "../terminal.ts";
import { defineSignFlip } from "./sign-flip.ts";
import { defineSignPili } from "./sign-pili.ts";

/** Gives `flip-pili sign` its commands. */
export function defineSign(command: Command, context: CommandContext): void {
  command.description("Signs a request that something else will send. Nothing is sent.");
  defineSignFlip(command.command("flip"), context);
  defineSignPili(command.command("pili"), context);
}
