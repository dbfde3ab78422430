import { Option } from "commander";
import type { NotificationSettings } from "../../../flip/index.ts";
import { collect, integer } from "../../parse-options.ts";
import type { Call, ClientCommand } from "../client-command.ts";
import type { Factory, FlipAccount } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";
import { type ParamFlags, paramOptions, readParams, requireParams } from "../param-options.ts";

export const factoryArgument = [
  ["[id]", "id of the factory (default: that of --factory-id)"],
] as const;

export async function findFactory({
  client,
  args: [given],
  request,
}: Call<FlipAccount>): Promise<Factory> {
  return given === undefined ? client.factory(request) : client.flip.factories.find(given, request);
}

const list: ClientCommand<FlipAccount, LimitFlag> = {
  resource: "factories",
  verb: "list",
  summary: "list the factories of the account",
  options: () => [limitOption()],
  examples: ["", "--json"],
  columns: ["id", "name", "s3_videos_bucket", "created_at"],
  async *call(call) {
    yield* call.client.flip.factories.all({}, listOptions(call));
  },
};

const update: ClientCommand<FlipAccount, ParamFlags & { name?: string }> = {
  resource: "factories",
  verb: "update",
  summary: "update fields of a factory",
  details: "Pass storage credentials in a file: other users of the machine can see flags.",
  arguments: factoryArgument,
  options: () => [new Option("--name <name>", "name"), ...paramOptions()],
  examples: ["--name films", "4bcb9eb4a8e7b6ba3ab3b4e6c7ad7eee --param-file storage.json"],
  async call(call) {
    const { name } = call.options;
    const params = await readParams(call.options, { name }, call.context);
    requireParams(params, "--name or --param");
    return Object.assign(await findFactory(call), params).save(call.request);
  },
};

/** Commands of factories. */
export const factoryCommands: readonly ClientCommand<FlipAccount>[] = [
  list,
  {
    resource: "factories",
    verb: "get",
    summary: "show a factory",
    arguments: factoryArgument,
    examples: ["", "4bcb9eb4a8e7b6ba3ab3b4e6c7ad7eee --json"],
    call: findFactory,
  },
  update,
];

/** Values of the flags of `notifications update`. */
interface NotificationFlags extends ParamFlags {
  notifyUrl?: string;
  delay?: number;
  on?: string[];
  off?: string[];
}

const events = ["video_created", "video_encoded", "encoding_progress", "encoding_completed"];

function eventOption(flag: string, description: string): Option {
  const option = new Option(`${flag} <event>`, `${description}; repeatable`).choices(events);
  const { parseArg = collect } = option;
  // The choices are checked before the value is collected.
  return option.argParser((text: string, before: string[] | undefined) => {
    parseArg(text, undefined as never);
    return collect(text, before);
  });
}

const updateNotifications: ClientCommand<FlipAccount, NotificationFlags> = {
  resource: "notifications",
  verb: "update",
  summary: "update the notification settings of the factory",
  details: "Settings that are not given stay as they are.",
  options: () => [
    new Option("--notify-url <url>", "URL that receives the notifications"),
    new Option("--delay <seconds>", "delay of notifications").argParser(integer(0, 86_400)),
    eventOption("--on", "event to send"),
    eventOption("--off", "event not to send"),
    ...paramOptions(),
  ],
  examples: [
    "--notify-url https://app.example.com/flip --on video_encoded --off encoding_progress",
  ],
  async call({ client, options, context, request }) {
    const { notifyUrl, delay, on = [], off = [] } = options;
    const switched = [...on.map((event) => [event, true]), ...off.map((event) => [event, false])];
    const given = {
      url: notifyUrl,
      delay,
      events: switched.length > 0 ? Object.fromEntries(switched) : undefined,
    };
    const params = await readParams(options, given, context);
    requireParams(params, "--notify-url, --delay, --on, --off or --param");
    const factory = await client.factory(request);
    return factory.updateNotifications(params as NotificationSettings as never, request);
  },
};

/** Commands of notifications, without `listen` and `resend`. */
export const notificationCommands: readonly ClientCommand<FlipAccount>[] = [
  {
    resource: "notifications",
    verb: "get",
    summary: "show the notification settings of the factory",
    examples: ["", "--json"],
    async call({ client, request }) {
      return (await client.factory(request)).getNotifications(request);
    },
  },
  updateNotifications,
];
