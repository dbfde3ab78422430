import { isPlainObject } from "../http/argument-checks.ts";
import { NetworkError, readErrorBody, setRemedy } from "../http/errors.ts";
import type { CallResult } from "../http/read-result.ts";
import type { SentKeys } from "./sent-keys.ts";

/** Where a client sends requests, and about which factory. */
interface Target {
  readonly apiHost: string;
  readonly factoryId: string | undefined;
  readonly sentKeys: SentKeys;
}

/** Makes the errors of a client name the option that is probably wrong: the key, the region or the factory. */
export function withRemedies<Client extends object>(client: Client, target: Target): Client {
  const calls = Object.entries(client).filter(([name]) => !setupMethods.includes(name));
  const explained = calls.map(([name, call]) => [name, explain(call as Call, target)]);
  return { ...client, ...Object.fromEntries(explained) };
}

/** Methods of a client that send nothing. */
const setupMethods: readonly string[] = ["use", "eject"];

type Call = (...values: unknown[]) => Promise<CallResult>;

function explain(call: Call, target: Target): Call {
  return async (...values) => {
    try {
      const result = await call(...values);
      const { response, error } = result;
      if (response.ok) return result;
      const remedy = remedyFor(response, error, target);
      if (remedy !== undefined) setRemedy(response, remedy);
      return { ...result, error: target.sentKeys.hideIn(error) };
    } catch (error) {
      throw explainFailure(error, target);
    }
  };
}

function remedyFor(
  { status, url }: Pick<CallResult["response"], "status" | "url">,
  body: unknown,
  { apiHost, factoryId }: Target,
): string | undefined {
  const region = `apiHost, the region of the account (now ${apiHost})`;
  if (status === 401) return `check the options apiKey and ${region}`;
  if (status === 403)
    return `check whether the key of the option apiKey permits this, and ${region}`;
  if (status !== 404) return undefined;
  // The API itself responds with an object.
  if (!isPlainObject(body)) return `check the option ${region}`;
  const { message = "" } = readErrorBody(body);
  // The caller has named the factory in the path, if the call is one of factories.
  const isFactory = /factory/i.test(message) && !/\/factories[/.]/.test(url);
  return isFactory ? `check the option factoryId (now ${factoryId}), and ${region}` : undefined;
}

/** Failures that a wrong host causes: it is unknown, nobody listens there, or it is that of another service. */
const hostFailures = /\((ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ERR_TLS_CERT_ALTNAME_INVALID)\)/;

function explainFailure(error: unknown, { apiHost }: Target): unknown {
  if (!(error instanceof NetworkError) || !hostFailures.test(error.message)) return error;
  const { method, url, cause, message } = error;
  const reason = message.slice(`${method} ${url} failed: `.length);
  return new NetworkError(
    { method, url },
    cause,
    `${reason}: check the option apiHost (now ${apiHost})`,
  );
}
