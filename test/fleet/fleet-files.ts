import { createHash, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Factory, type Hooks, TelestreamCloud } from "flip-pili/flip";
import type {
  MockServer,
  MockServerOptions,
  RecordedUpload,
  UploadServerOptions,
} from "flip-pili/testing";
import { seeds } from "../helpers/flip-world.ts";
import { credentials, startFlip } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

export const partSize: number = 16 * 1024;

/** A mock of Flip, a factory that uploads to it, and a folder for files. */
export interface FleetWorld {
  readonly mock: MockServer;
  readonly factory: Factory;
  readonly folder: string;
  /** Writes files, and returns their paths. */
  write(count: number, bytes?: number): Promise<string[]>;
}

/** Starts a mock of Flip that ends with the test. */
export async function startFleetWorld(
  uploads: UploadServerOptions = {},
  options: MockServerOptions<"flip"> = {},
): Promise<FleetWorld> {
  const mock = await startFlip({ ...options, uploads: { partSize, ...uploads } });
  const folder = await temporaryDirectory();
  const write = async (count: number, bytes = 3 * partSize + 5) => {
    const paths = Array.from({ length: count }, (_, index) => join(folder, `film-${index}.mp4`));
    for (const path of paths) await writeFile(path, randomBytes(bytes));
    return paths;
  };
  return { mock, factory: await connect(mock), folder, write };
}

/** Returns the factory of a mock. */
export async function connect(
  { host, port }: Pick<MockServer, "host" | "port">,
  hooks: Hooks = {},
): Promise<Factory> {
  const cloud = new TelestreamCloud({ ...credentials, ...hooks, apiHost: host, apiPort: port });
  return cloud.getResource("flip").factories.find(seeds.factory);
}

/** Names and hashes of what the server has stored completely, sorted. */
export function storedFiles({ uploads }: MockServer): string[] {
  return uploads.sessions
    .filter(({ isComplete }) => isComplete)
    .map((session) => `${session.fileName} ${session.sha256()}`)
    .sort();
}

/** Names and hashes of files on disk, sorted. */
export function hashOf(name: string, bytes: Uint8Array): string {
  return `${name} ${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Maximum number of requests with parts that were in flight at the same time. */
export function maxInFlight(requests: readonly RecordedUpload[]): number {
  const changes = requests
    .filter(({ method }) => method === "PUT")
    .flatMap(({ startedAt, endedAt = Infinity }) => [
      { at: startedAt, by: 1 },
      { at: endedAt, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  return changes.reduce((most, { by }) => {
    open += by;
    return Math.max(most, open);
  }, 0);
}
