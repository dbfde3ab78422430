import { Option } from "commander";
import type { Encoding } from "../../../flip-3.1/index.ts";
import { integer } from "../../parse-options.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount31 } from "../flip-account.ts";
import {
  describeEncoding,
  type EncodingFlags,
  encodingArgument,
  profileOptions,
  readFields,
} from "./encodings.ts";

const example = "2f8760b7e0d4c7dbe609b5872be9bc3b";

async function find(call: Call<FlipAccount31>): Promise<Encoding> {
  const { encodings } = await call.client.factory(call.request);
  return encodings.find(firstArgument(call), call.request);
}

const update: ClientCommand<FlipAccount31, EncodingFlags> = {
  resource: "encodings",
  verb: "update",
  summary: "encode with another profile",
  arguments: encodingArgument,
  options: profileOptions,
  examples: [`${example} --profile-name webm`],
  async call(call) {
    const encoding = await find(call);
    return describeEncoding(await encoding.update(readFields(call.options), call.request));
  },
};

const signedUrl: ClientCommand<FlipAccount31, { expires?: number }> = {
  resource: "encodings",
  verb: "signed-url",
  summary: "show a URL of the main file that contains an access token",
  details: "Everybody who has the URL can read the file while it is valid.",
  arguments: encodingArgument,
  options: () => [
    new Option("--expires <seconds>", "time for which the URL is valid").argParser(
      integer(1, 2 ** 31 - 1),
    ),
  ],
  examples: [`${example} --expires 3600`],
  async call(call) {
    const { expires } = call.options;
    const encoding = await find(call);
    const url = await encoding.signedUrl({ ...call.request, expires });
    return { id: encoding.id, signed_url: url };
  },
};

const signedUrls: ClientCommand<FlipAccount31> = {
  resource: "encodings",
  verb: "signed-urls",
  summary: "list a URL of each file that contains an access token",
  details: "Everybody who has a URL can read the file while it is valid.",
  arguments: encodingArgument,
  examples: [example],
  columns: ["id", "signed_url"],
  async call(call) {
    const encoding = await find(call);
    const urls = await encoding.signedUrls(call.request);
    return urls.map((url) => ({ id: encoding.id, signed_url: url }));
  },
};

const count: ClientCommand<FlipAccount31> = {
  resource: "encodings",
  verb: "count",
  summary: "count the encodings of the factory",
  examples: [""],
  async call({ client, request }) {
    const { encodings } = await client.factory(request);
    return { total: await encodings.count(request) };
  },
};

/** Commands of encodings that only API 3.1 has. */
export const encodingCommands31: readonly ClientCommand<FlipAccount31>[] = [
  update,
  count,
  signedUrl,
  signedUrls,
];
