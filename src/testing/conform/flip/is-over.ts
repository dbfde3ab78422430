import { fieldOf } from "../answer.ts";

/** Whether the work on a video or an encoding has come to an end, good or bad. */
export function isOver(body: unknown): boolean {
  return fieldOf(body, "status") !== "processing";
}
