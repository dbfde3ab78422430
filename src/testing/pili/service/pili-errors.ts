import type { Reply } from "../../reply.ts";

/** No stream of this id, or no such hub. */
export const notFound: Reply = { status: 404, body: { error: 404_001, message: "not found" } };

/** Nothing was recorded at the time that was asked for. */
export const noData: Reply = { status: 619, body: { error: "no data" } };

/** No job of this id. */
export const unknownJob: Reply = { status: 612, body: { error: "not such id in prefop" } };

const faults = {
  duplicate: { error: 400_001, message: "duplicated content" },
  text: { error: 400_001, message: "invalid string" },
  number: { error: 400_003, message: "invalid number" },
} as const;

/** What is wrong with one field of a request. */
export function refuseField(field: string, fault: keyof typeof faults): Reply {
  const details = { [field]: faults[fault] };
  return { status: 400, body: { error: 400_000, message: "bad request", details } };
}
