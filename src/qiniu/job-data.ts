import { isPlainObject } from "../http/argument-checks.ts";

/** State of a job, without the fields that only its readers need: each API has the type of all fields. */
export interface JobState {
  readonly id: string;
  readonly code: number;
  readonly desc: string;
  readonly items: readonly { readonly error?: string }[];
}

type WireObject = Readonly<Record<string, unknown>>;

/** Field of a job without which it cannot be used. */
export type InvalidJobField = "id" | "code" | "items";

/**
 * Reads the state of a job.
 *
 * Fields that are null are left out, and a list, a description or a command that is missing is empty. A
 * number may be text, and an id or another text a number. Unknown fields stay as received.
 *
 * @returns The job, or the name of the field that is missing or not valid.
 */
export function readJob<Job extends JobState>(data: WireObject): Job | InvalidJobField {
  const fields = readFields(data, { desc: "" });
  const { id, code } = fields;
  if (typeof id !== "string" || id === "") return "id";
  if (!Number.isInteger(code)) return "code";
  const items = readItems(fields);
  if (items === undefined) return "items";
  return { ...fields, items } as unknown as Job; // The required fields have been checked.
}

function readItems({ items }: WireObject): WireObject[] | undefined {
  if (items === undefined || items === "") return [];
  if (!Array.isArray(items)) return undefined;
  return items.filter(isPlainObject).map((item) => readFields(item, { cmd: "", desc: "" }));
}

const integerFields = new Set(["code", "type", "errorIndex", "returnOld"]);
const textFields = new Set([
  ...["id", "desc", "inputKey", "inputBucket", "pipeline", "reqid", "creationDate", "taskFrom"],
  ...["cmd", "error", "hash", "key"],
]);

function readFields(data: WireObject, defaults: WireObject): Record<string, unknown> {
  const set = Object.entries(data).filter(([, value]) => value !== null && value !== undefined);
  const fields = set.map(([name, value]) => [name, readField(name, value)]);
  return { ...defaults, ...Object.fromEntries(fields) };
}

function readField(name: string, value: unknown): unknown {
  const isText = typeof value === "string" && /^\s*-?\d+\s*$/.test(value);
  if (integerFields.has(name)) return isText ? Number(value) : value;
  return textFields.has(name) && typeof value === "number" ? String(value) : value;
}
