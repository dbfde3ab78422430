import type { Command } from "commander";
import { families } from "../apis.ts";
import { bindCommands, type ClientCommand } from "../client/client-command.ts";
import { type Client, defineClient } from "../client/define-client.ts";
import { type FlipAccount, openFlip, openFlip31 } from "../client/flip-account.ts";
import { encodingCommands, waitCommand } from "../client/flip-commands/encodings.ts";
import { encodingCommands31 } from "../client/flip-commands/encodings-3.1.ts";
import { factoryCommands, notificationCommands } from "../client/flip-commands/factories.ts";
import { factoryCommands31 } from "../client/flip-commands/factory-3.1.ts";
import { profilePlanCommands } from "../client/flip-commands/profile-plans.ts";
import { profileCommands } from "../client/flip-commands/profiles.ts";
import { videoCommands, videoCommands30 } from "../client/flip-commands/videos.ts";
import { videoCommands31 } from "../client/flip-commands/videos-3.1.ts";
import type { CommandContext } from "../terminal.ts";
import { defineNotificationsListen } from "./flip-notifications-listen.ts";
import { defineNotificationsResend } from "./flip-notifications-resend.ts";

/** Commands of both APIs. */
const common: readonly ClientCommand<FlipAccount>[] = [
  ...videoCommands,
  waitCommand,
  ...encodingCommands,
  ...profileCommands,
  ...profilePlanCommands,
  ...factoryCommands,
  ...notificationCommands,
];

const client: Client = {
  name: "flip",
  title: "Flip",
  resources: {
    videos: "source files, and what the service knows about them",
    encodings: "videos encoded with a profile",
    profiles: "settings for encodings",
    factories: "tenants of the account, each with its own bucket",
    workflows: "how files are processed in several steps, with --api flip-3.1",
    notifications: "when and where a factory sends notifications, and what it sends",
  },
  apis: families.flip,
  commands: [
    ...bindCommands({
      api: "flip",
      commands: [...videoCommands30, ...common],
      open: openFlip,
    }),
    ...bindCommands({
      api: "flip-3.1",
      commands: [...videoCommands31, ...common, ...encodingCommands31, ...factoryCommands31],
      open: openFlip31,
    }),
  ],
  others: { notifications: defineNotifications },
};

function defineNotifications(command: Command, context: CommandContext): void {
  defineNotificationsListen(
    command.command("listen").summary("receive, print and forward notifications"),
    context,
  );
  defineNotificationsResend(
    command.command("resend").summary("send the last notifications again"),
    context,
  );
}

/** Adds the subcommands of `flip-pili flip`. */
export function defineFlip(command: Command, context: CommandContext): void {
  defineClient(command, client, context);
}
