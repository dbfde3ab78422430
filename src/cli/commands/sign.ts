import type { Command } from "commander";
import type { CommandContext } from "../terminal.ts";
import { defineSignFlip } from "./sign-flip.ts";
import { defineSignFlip31 } from "./sign-flip-3.1.ts";
import { defineSignQiniu } from "./sign-qiniu.ts";
import { defineSignRoomToken } from "./sign-room-token.ts";

/** Adds the subcommands of `flip-pili sign`. */
export function defineSign(command: Command, context: CommandContext): void {
  command.description("Signs a request without sending it.");
  defineSignFlip(command.command("flip"), context);
  defineSignFlip31(command.command("flip-3.1"), context);
  defineSignQiniu(command, context);
  defineSignRoomToken(command.command("room-token"), context);
}
