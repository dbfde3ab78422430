import type { Job } from "../../../pili/index.ts";

/** What a job is to do. */
export interface JobOrder {
  /** As the request names the file. */
  readonly name: string;
  readonly command: string;
  readonly inputKey: string;
  /** Of the file that it makes. */
  readonly key: string;
  readonly pipeline: string | undefined;
  readonly notifyUrl: string | undefined;
}

/** A job in the state that an example of the spec shows. */
export function describeJob(example: Job, id: string, order: JobOrder): Job {
  const { command: cmd, inputKey, key, pipeline } = order;
  const items = example.items.map((item) => ({
    ...item,
    cmd,
    // There is a file only when the job is done.
    ...(item.key !== undefined && { key }),
  }));
  return { ...example, id, inputKey, ...(pipeline !== undefined && { pipeline }), items };
}
