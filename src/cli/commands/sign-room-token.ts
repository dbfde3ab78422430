import { type Command, Option } from "commander";
import { Credentials, type RoomPermission, roomToken } from "../../rtc/index.ts";
import { addKeyOptions, type KeyOptions, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { unixSeconds } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";

/** Values of the flags of `flip-pili sign room-token`. */
interface RoomTokenFlags extends KeyOptions {
  appId?: string;
  roomName: string;
  userId: string;
  permission: RoomPermission;
  expiresAt?: number;
  roomVersion: "2" | "3";
}

/** Adds options, help and action to `flip-pili sign room-token`. */
export function defineSignRoomToken(command: Command, context: CommandContext): void {
  command
    .summary("token with which a user joins a room of RTC")
    .description(
      "Prints a token with which a user joins a room of RTC. Everybody who has it can join until it expires.",
    )
    .option("--app-id <id>", "app of the room; rooms of version 2 have none")
    .requiredOption("--room-name <name>", "name of the room")
    .requiredOption("--user-id <id>", "id of the user")
    .addOption(
      new Option("--permission <kind>", "what the user may do")
        .choices(["admin", "user"])
        .default("user"),
    )
    .option(
      "--expires-at <time>",
      "Unix seconds or ISO 8601 (default: in an hour, in version 2 in half an hour)",
      unixSeconds,
    )
    .addOption(
      new Option("--room-version <number>", "version of rooms").choices(["2", "3"]).default("3"),
    );
  addKeyOptions(command, "rtc")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign room-token --app-id my-app --room-name room1 --user-id user1",
        "flip-pili sign room-token --room-version 2 --room-name room1 --user-id user1 --permission admin",
      ]),
    )
    .action((flags: RoomTokenFlags) => printToken(flags, context));
}

function printToken(flags: RoomTokenFlags, context: CommandContext): void {
  const { appId, roomName, userId, permission, expiresAt, roomVersion } = flags;
  const { accessKey, secretKey } = requireKeys("rtc", flags, context);
  const user = { roomName, userId, permission, expiresAt };
  const token = roomToken(new Credentials(accessKey, secretKey), withRoom());
  context.terminal.stdout.write(`${token}\n`);

  function withRoom(): Parameters<typeof roomToken>[1] {
    if (roomVersion === "3") {
      if (appId !== undefined) return { ...user, appId };
      throw new UsageError("--app-id is missing: pass it, or --room-version 2");
    }
    if (appId === undefined) return { ...user, version: 2 };
    throw new UsageError("--app-id is not for --room-version 2, whose rooms belong to no app");
  }
}
