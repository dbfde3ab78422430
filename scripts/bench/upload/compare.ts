import { type Cost, medianCost } from "../harness.ts";
import type { Job, Sink } from "./run-job.ts";

/** Medians, by sender. */
export type Costs = Readonly<Record<string, Cost>>;

/**
 * Has each sender send the same file, `rounds` times.
 *
 * They take turns, so that a busy moment of the machine falls on all of them alike.
 */
export async function compareSenders(
  sink: Sink,
  senders: readonly string[],
  job: Job,
  rounds: number,
): Promise<Costs> {
  const costs = new Map<string, Cost[]>(senders.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of senders) costs.get(name)?.push(await sink.send(name, job));
  }
  return Object.fromEntries([...costs].map(([name, all]) => [name, medianCost(all)]));
}
