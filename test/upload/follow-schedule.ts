import fc from "fast-check";
import type { CompleteAs } from "flip-pili/testing";
import { type Connection, type Schedule, schedules } from "./random-schedules.ts";
import { ScheduledUpload } from "./scheduled-upload.ts";
import { startUploads, type Uploads } from "./start-uploads.ts";
import { certificate } from "./tls-front.ts";

/** Limit of one schedule in milliseconds: one that takes longer hangs. */
const hangMs = 60_000;

/** Servers of each kind. */
interface Servers {
  find(schedule: Schedule): Promise<Uploads>;
}

/** Outcomes of schedules, and how often there was each. */
type Counts = Map<string, number>;

/**
 * Follows schedules, one after the other.
 *
 * @param isStreamed - Whether the source is a stream, which no other session can send.
 */
export async function followSchedules(
  options: { numRuns: number; seed: number },
  isStreamed = false,
): Promise<void> {
  const servers = createServers();
  const counts: Counts = new Map();
  const property = fc.asyncProperty(schedules, async (drawn) => {
    const stream = { isStreamed, isRestored: false, restart: false };
    const schedule = isStreamed ? { ...drawn, ...stream } : drawn;
    const outcome = await new ScheduledUpload(schedule, await servers.find(schedule)).follow();
    const mode = `${isStreamed ? "stream in " : ""}${schedule.multiChunk ? "parts" : "ranges"}`;
    count(counts, `${mode}: ${outcome}`);
  });

  await fc.assert(property, { ...options, timeout: hangMs, endOnFailure: true });
  report(counts);
}

/** Starts a server of each kind when the first schedule needs it. */
function createServers(): Servers {
  const started = new Map<string, Promise<Uploads>>();
  const start = (connection: Connection, completeAs: CompleteAs): Promise<Uploads> => {
    if (connection === "http") return startUploads({ completeAs });
    const locationScheme = connection === "https" ? "https" : "http";
    const server = { completeAs, tls: certificate, locationScheme } as const;
    return startUploads(server, { ca: certificate.cert });
  };
  return {
    find({ connection, completeAs }) {
      const kind = `${connection} ${completeAs}`;
      const uploads = started.get(kind) ?? start(connection, completeAs);
      started.set(kind, uploads);
      return uploads;
    },
  };
}

function count(counts: Counts, outcome: string): void {
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}

/** Writes what has become of the schedules of `npm run test:soak`. */
function report(counts: Counts): void {
  if (process.env["SOAK_SEED"] === undefined) return;
  for (const [outcome, times] of [...counts].sort()) {
    process.stderr.write(`${outcome}: ${times}\n`);
  }
}
