import type { Course } from "./course.ts";
import type { ConnectionFault } from "./upload-fault.ts";

type Fault<Kind extends ConnectionFault["kind"]> = Extract<ConnectionFault, { kind: Kind }>;

/** Answers late. */
export function delay({ ms }: Fault<"delay">): Partial<Course> {
  return { delayMs: ms };
}

/** Resets the connection. */
export function reset({ after = "head" }: Fault<"reset">): Partial<Course> {
  if (after === "stored") return loseAnswer();
  return { cut: { bytes: after === "head" ? 0 : after, ending: { kind: "reset" } } };
}

/** Stores, and resets the connection. */
export function loseAnswer(): Partial<Course> {
  return { delivery: { kind: "reset" } };
}

/** Falls silent. */
export function stall({ after = "stored" }: Fault<"stall">): Partial<Course> {
  const ending = { kind: "stall" } as const;
  return after === "stored" ? { delivery: ending } : { cut: { bytes: after, ending } };
}

/** Answers a few bytes at a time. */
export function drip({ bytes = 1, everyMs }: Fault<"drip">): Partial<Course> {
  return { delivery: { kind: "drip", bytes, everyMs } };
}

/** Reads a few bytes at a time. */
export function readSlowly({ bytes, everyMs }: Fault<"readSlowly">): Partial<Course> {
  return { pace: { bytes, everyMs } };
}

/** Goes down for a while. */
export function restart({ downMs }: Fault<"restart">): Partial<Course> {
  return { cut: { bytes: 0, ending: { kind: "restart", downMs } } };
}
