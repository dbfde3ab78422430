import { type Factory, type Flip, type RequestOptions, TelestreamCloud } from "../../flip/index.ts";
import { findFactoryId, findUrl, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { parseServiceUrl } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type AccountFlags, readClientSettings } from "./client-options.ts";

/** Flip, as the flags of a command describe it. */
export interface FlipAccount {
  readonly flip: Flip;
  /** Factory of the flags. Undefined when none is given. */
  readonly factoryId: string | undefined;
  /**
   * Retrieves the factory of the flags, or the only one of the account.
   *
   * @throws {UsageError} When none is given, and the account does not have exactly one.
   */
  factory(options: RequestOptions): Promise<Factory>;
}

/** @throws {UsageError} When a key is missing, or a flag is not valid. */
export async function openFlip(flags: AccountFlags, context: CommandContext): Promise<FlipAccount> {
  const keys = requireKeys("flip", flags, context);
  const factoryId = findFactoryId("flip", flags, context);
  const url = findUrl("flip", flags, context);
  const server = url === undefined ? undefined : parseServiceUrl("flip", url);
  const settings = await readClientSettings(flags, context);
  const cloud = new TelestreamCloud({
    ...keys,
    ...settings,
    apiHost: server?.host,
    apiPort: server?.port,
    https: server?.https,
    apiVersion: server?.version,
  });
  const flip = cloud.getResource("flip");
  return { flip, factoryId, factory: (options) => findFactory(flip, factoryId, options) };
}

async function findFactory(
  { factories }: Flip,
  id: string | undefined,
  options: RequestOptions,
): Promise<Factory> {
  if (id !== undefined) return factories.find(id, options);
  const [first, ...others] = await factories.all({}, options);
  if (first !== undefined && others.length === 0) return first;
  const ids = [first, ...others].map((factory) => factory?.id).filter(Boolean);
  const known = ids.length === 0 ? "none" : ids.join(", ");
  throw new UsageError(
    `--factory-id is missing: pass it, or set TELESTREAM_FACTORY_ID; the account has ${known}`,
  );
}
