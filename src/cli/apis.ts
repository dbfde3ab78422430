import { Argument, Option } from "commander";
import type { ApiName } from "../testing/index.ts";
import { UsageError } from "./errors.ts";

export type { ApiName };

/** A value of an account. */
export type AccountField = "accessKey" | "secretKey" | "apiKey" | "factoryId" | "hub" | "url";

/** What commands know about an API. */
interface Api {
  /** Display name. */
  readonly title: string;
  /** Default URL of the service, without a path. */
  readonly url: string;
  /** Paths that a URL of the service may have. The first group is the version. */
  readonly path: RegExp;
  /** Example of such a path, for messages. */
  readonly pathExample: string | undefined;
  /** What an account consists of: its values, with the environment variables that contain them. */
  readonly variables: Readonly<Partial<Record<AccountField, string>>>;
  /** Code that creates a client of a server, for help. */
  readonly toCode: (host: string, port: number) => string;
  /** A command that calls a server, without `--url`. */
  readonly command: string;
}

/** Environment variables with the keys of all services of Qiniu. */
const qiniuKeys = { accessKey: "QINIU_ACCESS_KEY", secretKey: "QINIU_SECRET_KEY" };

/** Account of both versions of Pili. */
const pili = {
  url: "https://pili.qiniuapi.com",
  variables: { ...qiniuKeys, hub: "PILI_HUB", url: "PILI_URL" },
  toCode: (host: string, port: number) =>
    `new Hub(credentials, hubName, { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`,
};

/** The APIs. Names, flags and help of commands follow from this table. */
export const apis: Readonly<Record<ApiName, Api>> = {
  flip: {
    title: "Flip",
    url: "https://api-gce.pandastream.com",
    path: /^\/v(\d[\w.-]*)$/,
    pathExample: "/v3.0",
    variables: {
      accessKey: "TELESTREAM_ACCESS_KEY",
      secretKey: "TELESTREAM_SECRET_KEY",
      factoryId: "TELESTREAM_FACTORY_ID",
      url: "TELESTREAM_URL",
    },
    toCode: (host, port) => `new TelestreamCloud({ …, apiHost: "${host}", apiPort: ${port} })`,
    command: "flip-pili flip videos list",
  },
  "flip-3.1": {
    title: "Flip 3.1",
    url: "https://api.cloud.telestream.net",
    path: /^\/flip\/(3\.1)$/,
    pathExample: "/flip/3.1",
    variables: {
      apiKey: "TELESTREAM_API_KEY",
      factoryId: "TELESTREAM_FACTORY_ID",
      url: "TELESTREAM_API_URL",
    },
    toCode: (host, port) => `new TelestreamCloud({ apiKey, apiHost: "${host}", apiPort: ${port} })`,
    command: "flip-pili flip videos list --api flip-3.1",
  },
  pili: {
    ...pili,
    title: "Pili",
    path: /^\/v(1)$/,
    pathExample: "/v1",
    command: "flip-pili pili streams list",
  },
  "pili-v2": {
    ...pili,
    title: "Pili v2",
    path: /^\/v(2)$/,
    pathExample: "/v2",
    command: "flip-pili pili streams list --api pili-v2",
  },
  rtc: {
    title: "RTC",
    url: "https://rtc.qiniuapi.com",
    path: /^(?!)/,
    pathExample: undefined,
    variables: qiniuKeys,
    toCode: (host, port) => `new Rtc(credentials, { apiHost: "${host}:${port}" })`,
    command: "flip-pili conform rtc",
  },
};

/** Names of all APIs. */
export const apiNames = Object.keys(apis) as readonly ApiName[];

/** APIs of Flip, and of Pili. The first is the default of `--api`. */
export const families = {
  flip: ["flip", "flip-3.1"],
  pili: ["pili", "pili-v2"],
} as const;

/** Creates the argument that selects an API. */
export function serviceArgument(names: readonly ApiName[] = apiNames): Argument {
  return new Argument("<service>", "name of the API").choices(names);
}

/** Values of the flag that {@link apiOption} creates. */
export interface ApiFlag<Name extends ApiName = ApiName> {
  api: Name;
}

/** Creates `--api`, which selects one of the APIs of a service. The first is the default. */
export function apiOption(names: readonly ApiName[]): Option {
  const list = names.map((name) => `${name} (${apis[name].title})`).join(" or ");
  return new Option("--api <name>", `API to use: ${list}`)
    .choices(names)
    .default(names[0], names[0]);
}

/** Returns the names of the APIs whose accounts have a value. */
export function apisWith(field: AccountField): ApiName[] {
  return apiNames.filter((name) => apis[name].variables[field] !== undefined);
}

/** Flags that not every API supports: the value of each, and the APIs that do. */
export type FlagSupport = Readonly<
  Record<string, readonly [value: unknown, supportedBy: readonly ApiName[]]>
>;

/** How the user of a command selects an API. */
export interface ApiChoice {
  /** The command or flag whose value is the API: `mock`, `--api`. */
  readonly by: string;
  readonly api: ApiName;
  /** APIs that can be selected. */
  readonly among: readonly ApiName[];
}

/**
 * Rejects flags of other APIs.
 *
 * @throws {UsageError} When a flag is set that the API does not support. The message names those that do.
 */
export function rejectOtherFlags({ by, api, among }: ApiChoice, flags: FlagSupport): void {
  for (const [flag, [value, supportedBy]] of Object.entries(flags)) {
    if (value === undefined || supportedBy.includes(api)) continue;
    const others = supportedBy.filter((name) => among.includes(name));
    throw new UsageError(`${flag} is only for ${by} ${others.join(" or ")}`);
  }
}
