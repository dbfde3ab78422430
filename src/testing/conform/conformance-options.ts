import {
  describe,
  requireFunction,
  requireObject,
  requireSignal,
  requireText,
  requireTimeout,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { ApiName } from "../mock/apis.ts";
import type { MockCredentials } from "../mock/mock-api.ts";
import type { Leftover, OperationReport } from "./report.ts";

/** Options of {@link checkConformance}. */
export interface ConformanceOptions {
  /**
   * Where the service is: `https://api-gce.pandastream.com`. Without a path, that of the spec follows
   * (`/v3.0`, `/v1`); a path of its own takes the place of that.
   */
  url: string | URL;
  /** Keys of an account. A service that checks no signatures takes any. */
  credentials: MockCredentials;
  /**
   * Of Flip alone: the factory to work in.
   *
   * @default that of the account, if it has exactly one
   */
  factoryId?: string | undefined;
  /** Of Pili alone, where it is needed: the hub to work in. */
  hub?: string | undefined;
  /**
   * Of Pili alone: origin of the job service, `http://api.qiniu.com`.
   *
   * @default the origin of `url`
   */
  jobUrl?: string | URL | undefined;
  /**
   * Sends only GET, and reads what is there.
   *
   * @default false
   */
  readOnly?: boolean | undefined;
  /**
   * Ids of the operations to report. Others are called where these need them.
   *
   * @default all
   */
  only?: readonly string[] | undefined;
  /**
   * Of Flip alone: whether a factory may be created, changed and deleted. Not every service deletes it.
   *
   * @default false
   */
  allowFactories?: boolean | undefined;
  /**
   * Of Flip alone: URL of a video, which the service downloads.
   *
   * @default a film of one second is sent
   */
  sourceUrl?: string | undefined;
  /**
   * Of Pili alone: id of a stream with a recording, of which a file and a picture may be made. They
   * stay. Without it the service is only asked to refuse that for a new stream.
   */
  recordedStream?: string | undefined;
  /**
   * Most time to wait for an answer, and for a change of state such as an import, in milliseconds.
   *
   * @default 60000
   */
  timeoutMs?: number | undefined;
  /** Ends the run. What it has created is deleted first. */
  signal?: AbortSignal | undefined;
  /** Told what is being done. */
  onProgress?: ((progress: ConformanceProgress) => void) | undefined;
  /**
   * Where the timestamps of signatures come from.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Options that have been checked. */
export interface ReadConformanceOptions {
  readonly url: URL;
  readonly credentials: MockCredentials;
  readonly factoryId: string | undefined;
  /** Empty for Flip. */
  readonly hub: string;
  readonly jobUrl: URL | undefined;
  readonly readOnly: boolean;
  readonly only: readonly string[];
  readonly allowFactories: boolean;
  readonly sourceUrl: string | undefined;
  readonly recordedStream: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: ConformanceProgress) => void;
  readonly now: () => Date;
}

/** @throws {InvalidArgumentError} When an option cannot be used. */
export function readOptions(api: ApiName, options: ConformanceOptions): ReadConformanceOptions {
  requireObject("options", options);
  const { credentials, factoryId, jobUrl, sourceUrl, recordedStream, only = [], signal } = options;
  const { readOnly = false, allowFactories = false, timeoutMs = 60_000 } = options;
  const { onProgress = () => {}, now = () => new Date() } = options;
  requireObject("credentials", credentials);
  requireText("credentials.accessKey", credentials.accessKey);
  requireText("credentials.secretKey", credentials.secretKey);
  requireSignal("signal", signal);
  if (factoryId !== undefined) requireText("factoryId", factoryId);
  if (recordedStream !== undefined) requireText("recordedStream", recordedStream);
  if (sourceUrl !== undefined) requireText("sourceUrl", sourceUrl);
  return {
    ...{ credentials, factoryId, readOnly, allowFactories, sourceUrl, recordedStream, signal },
    url: requireUrl("url", options.url),
    jobUrl: jobUrl === undefined ? undefined : requireUrl("jobUrl", jobUrl),
    hub: api === "pili" ? requireText("hub", options.hub) : "",
    only: requireIds(only),
    timeoutMs: requireTimeout("timeoutMs", timeoutMs),
    onProgress: requireFunction("onProgress", onProgress),
    now: requireFunction("now", now),
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

function requireIds(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((id) => requireText("only", id));
  throw new InvalidArgumentError("only", `must be a list of operation ids, not ${describe(value)}`);
}

/** What a run is doing. */
export type ConformanceProgress =
  | {
      readonly kind: "operation";
      readonly operationId: string;
      /** From 1. */
      readonly step: number;
      readonly steps: number;
    }
  /** An operation has been tried. What others find of it later is in the report alone. */
  | { readonly kind: "result"; readonly result: OperationReport }
  /** What was created is being deleted. */
  | { readonly kind: "cleanup" }
  | { readonly kind: "leftover"; readonly leftover: Leftover };
