import { readConnectionOptions } from "#transport";
import {
  requireFunction,
  requireItems,
  requireKnownOptions,
  requireObject,
  requireSignal,
  requireText,
  requireTimeout,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { Hooks } from "../../http/send/hooks.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import type { ApiCredentials, ApiName } from "../mock/apis.ts";
import type { MockApi } from "../mock/mock-api.ts";
import type { Leftover, OperationReport } from "./conformance-report.ts";

/**
 * Options of {@link checkConformance}.
 *
 * @typeParam Name - Name of the API.
 */
export interface ConformanceOptions<Name extends ApiName = ApiName>
  extends ConnectionOptions,
    Omit<Hooks, "onRetry"> {
  /**
   * URL of the service: `https://api-gce.pandastream.com`. Without a path, that of the spec is used
   * (`/v3.0`, `/v1`).
   */
  url: string | URL;
  /** Keys of an account. A service that does not check signatures accepts any keys. */
  credentials: ApiCredentials[Name];
  /**
   * For Flip only: id of the factory to use.
   *
   * @default the factory of the account, if it has exactly one
   */
  factoryId?: string | undefined;
  /** For both versions of Pili only, where it is required: name of the hub to use. */
  hub?: string | undefined;
  /**
   * For both versions of Pili only: origin of the job service, `https://api.qiniu.com`.
   *
   * @default the origin of `url`
   */
  jobUrl?: string | URL | undefined;
  /**
   * Whether only GET requests are sent, which read existing resources.
   *
   * @default false
   */
  readOnly?: boolean | undefined;
  /**
   * Ids of the operations to report. Other operations are called if these need them.
   *
   * @default all
   */
  only?: readonly string[] | undefined;
  /**
   * For Flip only: whether a factory may be created, changed and deleted. Not every service deletes
   * factories.
   *
   * @default false
   */
  allowFactories?: boolean | undefined;
  /**
   * For Pili v2 only: whether streams may be created. They cannot be deleted, and expire by themselves.
   *
   * @default false
   */
  allowStreams?: boolean | undefined;
  /**
   * For Pili v2 only: whether domains may be added to the hub, and its settings changed. The domains are
   * deleted, and the settings restored.
   *
   * @default false
   */
  allowHubChanges?: boolean | undefined;
  /**
   * For Flip 3.1 only: whether a work order may be created, with the first workflow of the factory.
   *
   * @default false
   */
  allowWorkOrders?: boolean | undefined;
  /**
   * For Flip only: URL of a video, which the service downloads. Flip 3.1 requires it to create a video.
   *
   * @default a video file of one second is uploaded
   */
  sourceUrl?: string | undefined;
  /**
   * For Pili only: id of a stream with a recording; for Pili v2, its key. A file and a snapshot of it are
   * created and not deleted. Without this option, only the rejection for a stream without a recording is
   * checked.
   */
  recordedStream?: string | undefined;
  /**
   * Maximum time to wait for a response, and for a change of state such as an import, in milliseconds.
   *
   * @default 60000
   */
  timeoutMs?: number | undefined;
  /** Aborts the run. The resources that it has created are deleted first. */
  signal?: AbortSignal | undefined;
  /** Called with the progress of the run. */
  onProgress?: ((progress: ConformanceProgress) => void) | undefined;
  /**
   * Clock for the timestamps of signatures.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Options that allow steps which leave traces in an account. */
export type Permission = "allowFactories" | "allowStreams" | "allowHubChanges" | "allowWorkOrders";

/** Checked options, with defaults. */
export interface ResolvedConformanceOptions extends Readonly<Record<Permission, boolean>> {
  readonly url: URL;
  readonly factoryId: string | undefined;
  /** Empty for an API that needs none. */
  readonly hub: string;
  readonly jobUrl: URL | undefined;
  readonly readOnly: boolean;
  readonly only: readonly string[];
  readonly sourceUrl: string | undefined;
  readonly recordedStream: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: ConformanceProgress) => void;
  readonly now: () => Date;
  readonly connection: ConnectionOptions;
  readonly hooks: Hooks;
}

/** Options of a run, as its steps need them. */
export interface RunSettings {
  /** Prefix of the names of all resources that the run creates. */
  readonly runName: string;
  /** Returns a new name each time. */
  readonly newName: () => string;
  readonly factoryId: string | undefined;
  readonly hub: string;
  /** URL of a video, in place of a file. */
  readonly sourceUrl: string | undefined;
  /** Stream with a recording. */
  readonly recordedStream: string | undefined;
  /** Maximum time to wait for a change of state, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = {
  url: true,
  credentials: true,
  factoryId: true,
  hub: true,
  jobUrl: true,
  readOnly: true,
  only: true,
  allowFactories: true,
  allowStreams: true,
  allowHubChanges: true,
  allowWorkOrders: true,
  sourceUrl: true,
  recordedStream: true,
  timeoutMs: true,
  signal: true,
  onProgress: true,
  now: true,
  fetch: true,
  agent: true,
  ca: true,
  onRequest: true,
  onResponse: true,
} satisfies Record<keyof ConformanceOptions, true>;

/** Differences between the APIs in the options of a run. */
export interface OptionRules {
  /** Whether the option `hub` is required. */
  readonly needsHub: boolean;
}

/**
 * Checks the options of a run and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveConformanceOptions<Name extends ApiName>(
  { requireCredentials }: Pick<MockApi<ApiCredentials[Name]>, "requireCredentials">,
  { needsHub }: OptionRules,
  options: ConformanceOptions<Name>,
): ResolvedConformanceOptions {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { factoryId, jobUrl, sourceUrl, recordedStream, only = [], signal } = options;
  const { readOnly = false, timeoutMs = 60_000 } = options;
  const { allowFactories = false, allowStreams = false, allowHubChanges = false } = options;
  const { allowWorkOrders = false } = options;
  const { onProgress = () => {}, now = () => new Date(), fetch, agent, ca } = options;
  requireCredentials(options.credentials);
  requireSignal("signal", signal);
  const { onRequest, onResponse } = options;
  if (onRequest !== undefined) requireFunction("onRequest", onRequest);
  if (onResponse !== undefined) requireFunction("onResponse", onResponse);
  if (factoryId !== undefined) requireText("factoryId", factoryId);
  if (recordedStream !== undefined) requireText("recordedStream", recordedStream);
  if (sourceUrl !== undefined) requireText("sourceUrl", sourceUrl);
  return {
    factoryId,
    readOnly,
    allowFactories,
    allowStreams,
    allowHubChanges,
    allowWorkOrders,
    sourceUrl,
    recordedStream,
    signal,
    url: requireUrl("url", options.url),
    jobUrl: jobUrl === undefined ? undefined : requireUrl("jobUrl", jobUrl),
    hub: needsHub ? requireText("hub", options.hub) : "",
    only: requireItems("only", only, isText, {
      array: "an array of operation ids",
      item: "must be an operation id",
    }),
    timeoutMs: requireTimeout("timeoutMs", timeoutMs),
    onProgress: requireFunction("onProgress", onProgress),
    now: requireFunction("now", now),
    connection: readConnectionOptions({ fetch, agent, ca }),
    hooks: { onRequest, onResponse },
  };
}

function requireUrl(argument: string, value: unknown): URL {
  const text = value instanceof URL ? value.href : requireText(argument, value);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.username === "" && url.password === "" && url.search === "";
  if (url !== undefined && /^https?:$/.test(url.protocol) && isPlain) return url;
  const expectation = "must be an http or https URL without user, password and query";
  throw new InvalidArgumentError(argument, expectation);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** Progress of a run. */
export type ConformanceProgress =
  | {
      readonly kind: "operation";
      readonly operationId: string;
      /** From 1. */
      readonly step: number;
      readonly steps: number;
    }
  /** An operation has been checked. Later checks of it are only in the report. */
  | { readonly kind: "result"; readonly result: OperationReport }
  /** The created resources are being deleted. */
  | { readonly kind: "cleanup" }
  | { readonly kind: "leftover"; readonly leftover: Leftover };
