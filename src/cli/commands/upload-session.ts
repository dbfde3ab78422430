import {
  InvalidArgumentError,
  type RestoreOptions,
  restoreUploadSession,
  type SendingOptions,
  type UploadState,
} from "../../flip/index.ts";
import { apis } from "../apis.ts";
import type { readClientSettings } from "../client/client-options.ts";
import { connectFlip, type Factory, type UploadSession } from "../client/flip-account.ts";
import {
  type AccountKeys,
  findFactoryId,
  type KeyOptions,
  missing,
  requireAccountKeys,
} from "../credentials.ts";
import { UsageError } from "../errors.ts";
import type { CommandContext } from "../terminal.ts";
import type { CreationFlags, StateFile } from "./upload-state-file.ts";

/** Where and how sessions are created. */
export interface UploadTarget {
  readonly keys: AccountKeys;
  readonly factoryId: string;
  readonly flags: CreationFlags;
  readonly connection: Awaited<ReturnType<typeof readClientSettings>>;
}

/** @throws {UsageError} When the name of the file is invalid, or a key or the factory is missing. */
export function readTarget(
  options: CreationFlags & KeyOptions,
  connection: UploadTarget["connection"],
  context: CommandContext,
): UploadTarget {
  const { api = "flip", host, port, http, profiles, fileName } = options;
  if (fileName !== undefined && /[\\/]|^(\s*|\.\.?)$/.test(fileName)) {
    throw new UsageError("--file-name must be a base name, without / and \\");
  }
  const keys = requireAccountKeys(api, options, context);
  const factoryId = findFactoryId(api, options, context);
  if (factoryId === undefined) throw missing("--factory-id", apis[api].variables.factoryId);
  const flags = { api, factoryId, host, port, http, profiles, fileName };
  return { keys, factoryId, flags, connection };
}

/** Retrieves the factory in which sessions are created. */
export async function findFactory(
  { keys, factoryId, flags: { host, port, http }, connection }: UploadTarget,
  signal: AbortSignal | undefined,
): Promise<Factory> {
  const server = { apiHost: host, apiPort: port, https: http === undefined ? undefined : !http };
  const { factories } = await connectFlip(keys, { ...server, ...connection });
  return factories.find(factoryId, { signal });
}

/**
 * Creates a session and saves its state at once, so that the upload survives a crash of the process.
 *
 * @param onRestart - Called when an earlier call was stopped before it had a session.
 */
export async function createSession(
  file: string,
  target: UploadTarget,
  stateFile: StateFile,
  sending: SendingOptions,
  onRestart: () => void,
): Promise<UploadSession> {
  const { profiles, fileName } = target.flags;
  const isRestart = await stateFile.reserve(target.flags);
  if (isRestart) onRestart();
  try {
    const factory = await findFactory(target, sending.signal);
    const session = await factory.uploadSession(file, { ...sending, profiles, fileName });
    await stateFile.save(session.state);
    return session;
  } catch (error) {
    await stateFile.remove();
    throw error;
  }
}

/**
 * Restores a session from its state.
 *
 * @throws {UsageError} When the state is invalid.
 */
export function restoreSession(
  file: string,
  state: UploadState,
  { path }: StateFile,
  sending: RestoreOptions,
): UploadSession {
  try {
    return restoreUploadSession(state, file, sending);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    if (!/^(state|location)\b/.test(error.argument)) throw error;
    throw new UsageError(`--resume cannot use ${path}: ${error.message}`, { cause: error });
  }
}
