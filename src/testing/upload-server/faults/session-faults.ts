import { sessionIsGone } from "../upload-answer.ts";
import type { Course } from "./course.ts";
import type { SessionFault } from "./upload-fault.ts";

type Fault<Kind extends SessionFault["kind"]> = Extract<SessionFault, { kind: Kind }>;

/** Loses parts. */
export function forget({ parts }: Fault<"forget">): Partial<Course> {
  return { change: ({ numbered }) => numbered.remove(parts) };
}

/** Never has enough. */
export function neverComplete(): Partial<Course> {
  return {
    change: (session) => {
      session.isNeverComplete = true;
    },
  };
}

/** Ends the session. */
export function expire({ status = 404 }: Fault<"expire">): Partial<Course> {
  return {
    isStored: false,
    change: (session) => {
      session.endStatus = status;
    },
    rewrite: () => sessionIsGone(status),
  };
}

/** Turns a bit. */
export function bitFlip({ byte = 0, bit = 0 }: Fault<"bitFlip">): Partial<Course> {
  return { change: ({ storage }, offset) => storage.flipBit(offset + byte, bit) };
}
