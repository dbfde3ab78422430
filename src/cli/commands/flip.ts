import type { Command } from "commander";
import { type ClientTable, defineClient } from "../client/client-command.ts";
import { type FlipAccount, openFlip } from "../client/flip-account.ts";
import { encodingCommands, waitCommand } from "../client/flip-commands/encodings.ts";
import { factoryCommands, notificationCommands } from "../client/flip-commands/factories.ts";
import { profilePlanCommands } from "../client/flip-commands/profile-plans.ts";
import { profileCommands } from "../client/flip-commands/profiles.ts";
import { videoCommands } from "../client/flip-commands/videos.ts";
import type { CommandContext } from "../terminal.ts";

const table: ClientTable<FlipAccount> = {
  service: "flip",
  resources: {
    videos: "source files, and what the service knows about them",
    encodings: "videos encoded with a profile",
    profiles: "settings for encodings",
    factories: "tenants of the account, each with its own bucket",
    notifications: "when and where a factory sends notifications",
  },
  commands: [
    ...videoCommands,
    waitCommand,
    ...encodingCommands,
    ...profileCommands,
    ...profilePlanCommands,
    ...factoryCommands,
    ...notificationCommands,
  ],
  open: openFlip,
};

/** Adds the subcommands of `flip-pili flip`. */
export function defineFlip(command: Command, context: CommandContext): void {
  defineClient(command, table, context);
}
