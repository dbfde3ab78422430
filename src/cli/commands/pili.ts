import type { Command } from "commander";
import type { Hub } from "../../pili/index.ts";
import { type ClientTable, defineClient } from "../client/client-command.ts";
import { recordingCommands } from "../client/pili-commands/recordings.ts";
import { streamCommands } from "../client/pili-commands/streams.ts";
import { openHub } from "../client/pili-hub.ts";
import type { CommandContext } from "../terminal.ts";

const table: ClientTable<Hub> = {
  service: "pili",
  resources: { streams: "live streams of the hub, their recordings and URLs" },
  commands: [...streamCommands, ...recordingCommands],
  open: openHub,
};

/** Adds the subcommands of `flip-pili pili`. */
export function definePili(command: Command, context: CommandContext): void {
  defineClient(command, table, context);
}
