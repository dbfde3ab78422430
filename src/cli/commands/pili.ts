import type { Command } from "commander";
import { bindCommands } from "../client/client-command.ts";
import { type Client, defineClient } from "../client/define-client.ts";
import { recordingCommands } from "../client/pili-commands/recordings.ts";
import { streamCommands } from "../client/pili-commands/streams.ts";
import { openHub } from "../client/pili-hub.ts";
import type { CommandContext } from "../terminal.ts";

const client: Client = {
  name: "pili",
  title: "Pili",
  resources: { streams: "live streams of the hub, their recordings and URLs" },
  apis: ["pili"],
  commands: bindCommands({
    api: "pili",
    commands: [...streamCommands, ...recordingCommands],
    open: openHub,
  }),
};

/** Adds the subcommands of `flip-pili pili`. */
export function definePili(command: Command, context: CommandContext): void {
  defineClient(command, client, context);
}
