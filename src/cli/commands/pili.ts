import type { Command } from "commander";
import { families } from "../apis.ts";
import { bindCommands } from "../client/client-command.ts";
import { type Client, defineClient } from "../client/define-client.ts";
import { recordingCommands } from "../client/pili-commands/recordings.ts";
import { recordingCommandsV2 } from "../client/pili-commands/recordings-v2.ts";
import { streamCommands } from "../client/pili-commands/streams.ts";
import { streamCommandsV2 } from "../client/pili-commands/streams-v2.ts";
import { openHub, openHubV2 } from "../client/pili-hub.ts";
import type { CommandContext } from "../terminal.ts";

const client: Client = {
  name: "pili",
  title: "Pili",
  resources: { streams: "live streams of the hub, their recordings and URLs" },
  apis: families.pili,
  commands: [
    ...bindCommands({
      api: "pili",
      commands: [...streamCommands, ...recordingCommands],
      open: openHub,
    }),
    ...bindCommands({
      api: "pili-v2",
      commands: [...streamCommandsV2, ...recordingCommandsV2],
      open: openHubV2,
    }),
  ],
};

/** Adds the subcommands of `flip-pili pili`. */
export function definePili(command: Command, context: CommandContext): void {
  defineClient(command, client, context);
}
