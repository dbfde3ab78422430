import type { Command } from "commander";
import { bindCommands } from "../client/client-command.ts";
import { type Client, defineClient } from "../client/define-client.ts";
import { openFlip } from "../client/flip-account.ts";
import { encodingCommands, waitCommand } from "../client/flip-commands/encodings.ts";
import { factoryCommands, notificationCommands } from "../client/flip-commands/factories.ts";
import { profilePlanCommands } from "../client/flip-commands/profile-plans.ts";
import { profileCommands } from "../client/flip-commands/profiles.ts";
import { videoCommands } from "../client/flip-commands/videos.ts";
import type { CommandContext } from "../terminal.ts";
import { defineNotificationsListen } from "./flip-notifications-listen.ts";
import { defineNotificationsResend } from "./flip-notifications-resend.ts";

const client: Client = {
  name: "flip",
  title: "Flip",
  resources: {
    videos: "source files, and what the service knows about them",
    encodings: "videos encoded with a profile",
    profiles: "settings for encodings",
    factories: "tenants of the account, each with its own bucket",
    notifications: "when and where a factory sends notifications, and what it sends",
  },
  apis: ["flip"],
  commands: bindCommands({
    api: "flip",
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
  }),
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
