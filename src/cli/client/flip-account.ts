import {
  type AppliedProfileStep,
  applyProfiles,
  type Encoding as Encoding30,
  type Factory as Factory30,
  type Flip as Flip30,
  type Profile as Profile30,
  type ProfilePlan,
  planProfiles,
  type RequestOptions,
  TelestreamCloud,
  type Video as Video30,
  type WantedProfile,
} from "../../flip/index.ts";
import type {
  Encoding as Encoding31,
  Factory as Factory31,
  Flip as Flip31,
  Profile as Profile31,
  Video as Video31,
  WantedProfile as WantedProfile31,
} from "../../flip-3.1/index.ts";
import type { ApiName } from "../apis.ts";
import { findFactoryId, findUrl, requireApiKey, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { parseServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type AccountFlags, readClientSettings } from "./client-options.ts";

/** A factory of either API. */
export type Factory = Factory30 | Factory31;

/** A video of either API. */
export type Video = Video30 | Video31;

/** A profile of either API. */
export type Profile = Profile30 | Profile31;

/** An encoding of either API. */
export type Encoding = Encoding30 | Encoding31;

/** Options of {@link FlipAccount.planProfiles}. */
interface PlanOptions extends RequestOptions {
  deleteOthers?: boolean | undefined;
  replace?: boolean | undefined;
}

/**
 * Flip, as the flags of a command describe it.
 *
 * @typeParam Own - Factory of its API.
 */
export interface FlipAccount<Own extends Factory = Factory> {
  readonly flip: Own extends Factory30 ? Flip30 : Flip31;
  /** Factory of the flags. Undefined when none is given. */
  readonly factoryId: string | undefined;
  /**
   * Retrieves the factory of the flags, or the only one of the account.
   *
   * @throws {UsageError} When none is given, and the account does not have exactly one.
   */
  factory(options: RequestOptions): Promise<Own>;
  /** Compares profiles, which it checks, with those of a factory. */
  planProfiles(factory: Own, wanted: object[], options: PlanOptions): Promise<ProfilePlan>;
  /** Executes a plan for a factory. */
  applyProfiles(
    plan: ProfilePlan,
    options: RequestOptions & { factory: Own },
  ): Promise<AppliedProfileStep[]>;
}

/** Flip 3.1, as the flags of a command describe it. */
export type FlipAccount31 = FlipAccount<Factory31>;

/** @throws {UsageError} When a key is missing, or a flag is not valid. */
export async function openFlip(
  flags: AccountFlags,
  context: CommandContext,
): Promise<FlipAccount<Factory30>> {
  const keys = requireKeys("flip", flags, context);
  const { version: apiVersion, ...options } = await readCloud("flip", flags, context);
  const flip = new TelestreamCloud({ ...keys, ...options, apiVersion }).getResource("flip");
  return {
    ...readFactory("flip", flip, flags, context),
    flip,
    planProfiles: (factory, wanted, options) =>
      // The library checks the profiles.
      planProfiles(factory, wanted as WantedProfile[], options),
    applyProfiles,
  };
}

/** @throws {UsageError} When the key is missing, or a flag is not valid. */
export async function openFlip31(
  flags: AccountFlags,
  context: CommandContext,
): Promise<FlipAccount31> {
  const key = requireApiKey("flip-3.1", flags, context);
  const { version: _, ...options } = await readCloud("flip-3.1", flags, context);
  // Imported here because API 3.0 does not need it.
  const library = await import("../../flip-3.1/index.ts");
  const flip = new library.TelestreamCloud({ ...key, ...options }).getResource("flip");
  return {
    ...readFactory("flip-3.1", flip, flags, context),
    flip,
    planProfiles: (factory, wanted, options) =>
      // The library checks the profiles.
      library.planProfiles(factory, wanted as WantedProfile31[], options),
    applyProfiles: library.applyProfiles,
  };
}

/** Opens the API that `--api` selects. */
export function openSelectedFlip(
  flags: AccountFlags,
  context: CommandContext,
): Promise<FlipAccount> {
  return flags.api === "flip-3.1" ? openFlip31(flags, context) : openFlip(flags, context);
}

/** Returns the options of the library for the server and connections. */
async function readCloud(api: ApiName, flags: AccountFlags, context: CommandContext) {
  const url = findUrl(api, flags, context);
  const server = url === undefined ? undefined : parseServiceUrl(api, url);
  const settings = await readClientSettings(flags, context);
  return {
    ...settings,
    apiHost: server?.host,
    apiPort: server?.port,
    https: server?.https,
    version: server?.version,
  };
}

function readFactory<Own extends Factory>(
  api: ApiName,
  flip: FindsFactories<Own>,
  flags: AccountFlags,
  context: CommandContext,
): Pick<FlipAccount<Own>, "factoryId" | "factory"> {
  const factoryId = findFactoryId(api, flags, context);
  return { factoryId, factory: (options) => findFactory(flip, factoryId, options) };
}

/** The factories of an account. */
interface FindsFactories<Own> {
  readonly factories: {
    find(id: string, options: RequestOptions): Promise<Own>;
    all(query: Record<string, never>, options: RequestOptions): PromiseLike<Own[]>;
  };
}

async function findFactory<Own extends Factory>(
  { factories }: FindsFactories<Own>,
  id: string | undefined,
  options: RequestOptions,
): Promise<Own> {
  if (id !== undefined) return factories.find(id, options);
  const [first, ...others] = await factories.all({}, options);
  if (first !== undefined && others.length === 0) return first;
  const ids = [first, ...others].map((factory) => factory?.id).filter(Boolean);
  const known = ids.length === 0 ? "none" : ids.join(", ");
  throw new UsageError(
    `--factory-id is missing: pass it, or set TELESTREAM_FACTORY_ID; the account has ${known}`,
  );
}
