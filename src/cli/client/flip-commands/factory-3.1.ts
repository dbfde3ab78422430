import { Option } from "commander";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount31 } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";
import { factoryArgument } from "./factories.ts";
import { profileArgument, profileColumns } from "./profiles.ts";

const copy: ClientCommand<FlipAccount31, { toFactory: string; name: string }> = {
  resource: "profiles",
  verb: "copy",
  summary: "copy a profile to a factory of the account",
  arguments: profileArgument,
  options: () => [
    new Option("--to-factory <id>", "factory of the copy").makeOptionMandatory(),
    new Option("--name <name>", "name of the copy").makeOptionMandatory(),
  ],
  examples: ["h264 --to-factory tg01yyyyyyyyyyyy --name h264"],
  async call(call) {
    const { toFactory, name } = call.options;
    const { profiles } = await call.client.factory(call.request);
    const profile = await profiles.find(firstArgument(call), call.request);
    const params = { dest_factory_id: toFactory, profile_name: name };
    return profile.copy(params, call.request);
  },
};

const sync: ClientCommand<FlipAccount31, { stop?: boolean }> = {
  resource: "factories",
  verb: "sync",
  summary: "start the synchronization with the input bucket, or stop it",
  arguments: factoryArgument,
  options: () => [new Option("--stop", "stop it")],
  examples: ["", "tg01xxxxxxxxxxxx --stop"],
  async call(call) {
    const { args, client, options, request } = call;
    const [id] = args;
    const factory =
      id === undefined
        ? await client.factory(request)
        : await client.flip.factories.find(id, request);
    return { id: factory.id, ...(await factory.sync(options.stop !== true, request)) };
  },
};

const workflows: ClientCommand<FlipAccount31, LimitFlag> = {
  resource: "workflows",
  verb: "list",
  summary: "list the workflows of the factory",
  options: () => [limitOption()],
  examples: ["", "--json"],
  columns: profileColumns,
  async *call(call) {
    yield* (await call.client.factory(call.request)).workflows.all({}, listOptions(call));
  },
};

/** Values of the flags of `workflows run`. */
interface RunFlags {
  sourceUrl?: string;
  file?: string;
}

const run: ClientCommand<FlipAccount31, RunFlags> = {
  resource: "workflows",
  verb: "run",
  summary: "process a file with a workflow",
  details: "The service downloads the URL. A file is sent in one request.",
  arguments: [["<id>", "id of the workflow"]],
  options: () => [
    new Option("--source-url <url>", "URL of the file"),
    new Option("--file <path>", "file to send").conflicts("sourceUrl"),
  ],
  examples: ["eeeeffff000011112222333344445555 --source-url http://files.example.com/film.mp4"],
  async call(call: Call<FlipAccount31, RunFlags>) {
    const { sourceUrl, file } = call.options;
    const profileId = firstArgument(call);
    const { workOrders } = await call.client.factory(call.request);
    const source = file === undefined ? { source_url: sourceUrl } : { file };
    await workOrders.create({ profile_id: profileId, ...source }, call.request);
    return { profile_id: profileId, started: true };
  },
};

/** Commands of profiles, factories and workflows that only API 3.1 has. */
export const factoryCommands31: readonly ClientCommand<FlipAccount31>[] = [
  copy,
  sync,
  workflows,
  run,
];
