import { Credentials, Hub } from "../../pili/index.ts";
import { findHub, findUrl, missing, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { defaultUrls, parseServiceUrl, type ServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type ClientFlags, readClientSettings } from "./client-options.ts";

/**
 * Creates the hub that the flags of a command describe.
 *
 * @throws {UsageError} When a key or the hub is missing, or a flag is not valid.
 */
export async function openHub(flags: ClientFlags, context: CommandContext): Promise<Hub> {
  const { accessKey, secretKey } = requireKeys("pili", flags, context);
  const hub = findHub(flags, context);
  if (hub === undefined) throw missing("--hub", "PILI_HUB");
  const settings = await readClientSettings(flags, context);
  const servers = readServers(findUrl("pili", flags, context), flags.jobUrl);
  return new Hub(new Credentials(accessKey, secretKey), hub, { ...settings, ...servers });
}

function readServers(url: string | undefined, jobUrl: string | undefined) {
  if (url === undefined && jobUrl === undefined) return {};
  const api = parseServiceUrl(url ?? defaultUrls.pili);
  if (api.version !== undefined && api.version !== "1") {
    throw new UsageError("--url must have no path but /v1");
  }
  const job = readJobServer(api, jobUrl);
  return { https: api.https, apiHost: authorityOf(api), jobHost: job && authorityOf(job) };
}

/** The service itself has jobs on another host. Other servers are assumed to serve both. */
function readJobServer(api: ServiceUrl, jobUrl: string | undefined): ServiceUrl | undefined {
  if (jobUrl === undefined) {
    return api.host === new URL(defaultUrls.pili).hostname ? undefined : api;
  }
  const job = parseServiceUrl(jobUrl, "--job-url");
  if (job.https === api.https) return job;
  throw new UsageError("--job-url must have the scheme of --url");
}

function authorityOf({ https, host, port }: ServiceUrl): string {
  return port === (https ? 443 : 80) ? host : `${host}:${port}`;
}
