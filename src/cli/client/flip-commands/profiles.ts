import { Option } from "commander";
import type { CreateProfileQuery } from "../../../flip/index.ts";
import type { CreateProfileBody } from "../../../flip-3.1/index.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount, Profile } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";
import { type ParamFlags, paramOptions, readParams, requireParams } from "../param-options.ts";

export const profileColumns = [
  "id",
  "name",
  "title",
  "preset_name",
  "extname",
  "width",
  "height",
  "video_bitrate",
];

export const profileArgument = [["<id>", "id or name of the profile"]] as const;

export async function findProfile(call: Call<FlipAccount>): Promise<Profile> {
  const { profiles } = await call.client.factory(call.request);
  return profiles.find(firstArgument(call), call.request);
}

interface ProfileFlags extends ParamFlags {
  name?: string;
  title?: string;
  presetName?: string;
}

function fieldOptions(): Option[] {
  return [
    new Option("--name <name>", "name, by which videos refer to the profile"),
    new Option("--title <text>", "title for people"),
    ...paramOptions(),
  ];
}

const list: ClientCommand<FlipAccount, LimitFlag> = {
  resource: "profiles",
  verb: "list",
  summary: "list the profiles of the factory",
  options: () => [limitOption()],
  examples: ["", "--json"],
  columns: profileColumns,
  async *call(call) {
    const { profiles } = await call.client.factory(call.request);
    yield* profiles.all({ expand: true }, listOptions(call));
  },
};

const create: ClientCommand<FlipAccount, ProfileFlags> = {
  resource: "profiles",
  verb: "create",
  summary: "create a profile",
  details: "It needs --preset-name, or the parameters command and extname.",
  options: () => [new Option("--preset-name <name>", "preset, such as h264"), ...fieldOptions()],
  examples: ["--preset-name h264 --name h264-small -p width=480 -p height=320"],
  async call({ client, options, context, request }) {
    const { presetName, name, title } = options;
    const params = await readParams(options, { preset_name: presetName, name, title }, context);
    const { profiles } = await client.factory(request);
    // The library checks the parameters.
    return profiles.create(params as CreateProfileQuery & CreateProfileBody, request);
  },
};

const update: ClientCommand<FlipAccount, ProfileFlags> = {
  resource: "profiles",
  verb: "update",
  summary: "update fields of a profile",
  details: "Fields that are not given stay as they are.",
  arguments: profileArgument,
  options: fieldOptions,
  examples: ["h264-small -p video_bitrate=800"],
  async call(call) {
    const { name, title } = call.options;
    const params = await readParams(call.options, { name, title }, call.context);
    requireParams(params, "--name, --title or --param");
    return Object.assign(await findProfile(call), params).save(call.request);
  },
};

/** Commands of single profiles. */
export const profileCommands: readonly ClientCommand<FlipAccount>[] = [
  list,
  {
    resource: "profiles",
    verb: "get",
    summary: "show a profile",
    arguments: profileArgument,
    examples: ["h264", "h264 --json"],
    call: findProfile,
  },
  create,
  update,
  {
    resource: "profiles",
    verb: "delete",
    summary: "delete a profile",
    details: "There is no question. Encodings with the profile are preserved.",
    arguments: profileArgument,
    examples: ["h264-small"],
    async call(call) {
      const profile = await findProfile(call);
      return { id: profile.details.id, ...(await profile.delete(call.request)) };
    },
  },
];
