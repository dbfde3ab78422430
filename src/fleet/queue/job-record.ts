import type { UploadState } from "../../flip/index.ts";
import { FlipPiliError } from "../../http/errors.ts";
import type { RedisClient } from "./bullmq.ts";

/** Thrown when a worker no longer owns a job: it stops, and another worker continues. */
export class JobLostError extends FlipPiliError {
  override readonly name = "JobLostError" as const;

  constructor() {
    super("Another worker may own the job now");
  }
}

/** Description of the error with which a job failed. */
export interface UploadJobError {
  /** Class of the error: `UploadError`. */
  readonly name: string;
  readonly message: string;
  /** Reason of an `UploadError`. */
  readonly reason?: string | undefined;
  /** Status of the response. */
  readonly status?: number | undefined;
  /** Error code of the service. */
  readonly code?: string | undefined;
}

/** What workers store in a job beside its data, as hash fields of their own: BullMQ overwrites only its own. */
interface JobFields {
  /** The upload session, and since when there has been one, in milliseconds since 1970. */
  readonly upload: { readonly state: UploadState; readonly since: number };
  /** Time of the first attempt to create the video from its URL, in milliseconds since 1970. */
  readonly creating: { readonly since: number; readonly latest: number };
  /** The video, once there is one. Never overwritten. */
  readonly video: { readonly id: string };
  readonly error: UploadJobError;
}

const prefix = "flip-pili:";
const fieldNames = ["upload", "creating", "video", "error"] as const;

/** Stores a field if the worker's token still is that of the lock, which only the owner of a job has. */
const saveScript = `
if redis.call("GET", KEYS[2]) ~= ARGV[1] then return 0 end
redis.call("HSET", KEYS[1], ARGV[2], ARGV[3])
return 1`;

/**
 * Stores a field that never changes, whoever owns the job: a video that exists is not to be created again.
 * Returns its value.
 */
const saveOnceScript = `
if redis.call("EXISTS", KEYS[1]) == 0 then return ARGV[2] end
redis.call("HSETNX", KEYS[1], ARGV[1], ARGV[2])
return redis.call("HGET", KEYS[1], ARGV[1])`;

/** Adds the commands of {@link JobRecord} to a client. */
export function defineJobCommands(client: RedisClient): void {
  client.defineCommand("flipPiliSave", { numberOfKeys: 2, lua: saveScript });
  client.defineCommand("flipPiliSaveOnce", { numberOfKeys: 1, lua: saveOnceScript });
}

/** Reads fields of a job. */
export async function readJobFields(client: RedisClient, key: string): Promise<Partial<JobFields>> {
  const texts = await client.hmget(key, ...fieldNames.map((name) => prefix + name));
  const entries = fieldNames.map((name, index) => [name, parse(texts[index])]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function parse(text: string | null | undefined): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a job that a worker owns. */
export class JobRecord {
  readonly #client: RedisClient;
  readonly #key: string;
  readonly #token: string;

  /** @param key - Key of the job. */
  constructor(client: RedisClient, key: string, token: string) {
    this.#client = client;
    this.#key = key;
    this.#token = token;
  }

  read(): Promise<Partial<JobFields>> {
    return readJobFields(this.#client, this.#key);
  }

  /**
   * Stores a field.
   *
   * @throws {JobLostError} When the worker no longer owns the job.
   */
  async save<Name extends "upload" | "creating" | "error">(
    name: Name,
    value: JobFields[Name],
  ): Promise<void> {
    const lock = `${this.#key}:lock`;
    const args = [this.#key, lock, this.#token, prefix + name, JSON.stringify(value)];
    const isSaved = await this.#client.runCommand("flipPiliSave", args);
    if (isSaved !== 1) throw new JobLostError();
  }

  /** Stores the video, and returns the id of the first one that was stored. */
  async finish(id: string): Promise<string> {
    const args = [this.#key, `${prefix}video`, JSON.stringify({ id })];
    const stored = await this.#client.runCommand("flipPiliSaveOnce", args);
    return JSON.parse(String(stored)).id;
  }
}
