import { Credentials, Hub } from "../../pili/index.ts";
import type { Hub as HubV2 } from "../../pili-v2/index.ts";
import { type ApiName, apis } from "../apis.ts";
import { findHub, findUrl, type Keys, missing, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { authorityOf, parseServiceUrl, type ServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type ClientFlags, readClientSettings } from "./client-options.ts";

/**
 * Creates the hub that the flags of a command describe.
 *
 * @throws {UsageError} When a key or the hub is missing, or a flag is not valid.
 */
export async function openHub(flags: ClientFlags, context: CommandContext): Promise<Hub> {
  const { keys, hub, options } = await readHub("pili", flags, context);
  return new Hub(new Credentials(keys.accessKey, keys.secretKey), hub, options);
}

/**
 * Creates the hub of Pili v2 that the flags of a command describe.
 *
 * @throws {UsageError} When a key or the hub is missing, or a flag is not valid.
 */
export async function openHubV2(flags: ClientFlags, context: CommandContext): Promise<HubV2> {
  const { keys, hub, options } = await readHub("pili-v2", flags, context);
  // Imported here because the first version does not need it.
  const { Credentials, Hub } = await import("../../pili-v2/index.ts");
  return new Hub(new Credentials(keys.accessKey, keys.secretKey), hub, options);
}

/**
 * Reads what the flags of a command say about a hub, in any version of Pili.
 *
 * @throws {UsageError} When a key or the hub is missing, or a flag is not valid.
 */
async function readHub(api: ApiName, flags: ClientFlags, context: CommandContext) {
  const keys: Keys = requireKeys(api, flags, context);
  const hub = findHub(api, flags, context);
  if (hub === undefined) throw missing("--hub", apis[api].variables.hub);
  const settings = await readClientSettings(flags, context);
  const servers = readServers(api, findUrl(api, flags, context), flags.jobUrl);
  return { keys, hub, options: { ...settings, ...servers } };
}

function readServers(api: ApiName, url: string | undefined, jobUrl: string | undefined) {
  if (url === undefined && jobUrl === undefined) return {};
  const server = parseServiceUrl(api, url ?? apis[api].url);
  const job = readJobServer(api, server, jobUrl);
  return { https: server.https, apiHost: authorityOf(server), jobHost: job && authorityOf(job) };
}

/** The service itself has jobs on another host. Other servers are assumed to serve both. */
function readJobServer(
  api: ApiName,
  server: ServiceUrl,
  jobUrl: string | undefined,
): ServiceUrl | undefined {
  if (jobUrl === undefined) {
    return server.host === new URL(apis[api].url).hostname ? undefined : server;
  }
  const job = parseServiceUrl(api, jobUrl, "--job-url");
  if (job.https === server.https) return job;
  throw new UsageError("--job-url must have the scheme of --url");
}
