import {
  InvalidArgumentError,
  restoreUploadSession,
  type SendingOptions,
  TelestreamCloud,
  type UploadSession,
} from "../../flip/index.ts";
import type { Keys } from "../credentials-from.ts";
import { UsageError } from "../usage-error.ts";
import type { StateFile } from "./state-file.ts";

/** Where a session is created. */
export interface UploadTarget {
  readonly keys: Keys;
  readonly factoryId: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly profiles: string | undefined;
}

/** Creates a session, and keeps its state at once: from here on a lost process loses nothing. */
export async function createSession(
  file: string,
  { keys, factoryId, host, port, profiles }: UploadTarget,
  stateFile: StateFile,
  sending: SendingOptions,
): Promise<UploadSession> {
  await stateFile.reserve();
  try {
    const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });
    const { factories } = cloud.getResource("flip");
    const factory = await factories.find(factoryId, { signal: sending.signal });
    const session = await factory.uploadSession(file, { ...sending, profiles });
    await stateFile.save(session.state);
    return session;
  } catch (error) {
    await stateFile.remove();
    throw error;
  }
}

/** Restores a session from its state. @throws {UsageError} When the state cannot be used. */
export async function restoreSession(
  file: string,
  stateFile: StateFile,
  sending: SendingOptions,
): Promise<UploadSession> {
  const state = await stateFile.read();
  try {
    return restoreUploadSession(state, file, sending);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    if (!/^(state|location)\b/.test(error.argument)) throw error;
    const path = stateFile.path;
    throw new UsageError(`--resume cannot go on with ${path}: ${error.message}`, { cause: error });
  }
}
