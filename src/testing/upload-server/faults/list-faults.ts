import type { SessionState } from "../session-state.ts";
import { jsonAnswer } from "../upload-answer.ts";
import type { Course } from "./course.ts";
import type { ListFault } from "./upload-fault.ts";

type Fault<Kind extends ListFault["kind"]> = Extract<ListFault, { kind: Kind }>;

/** Names every part twice. */
export function duplicateMissing(): Partial<Course> {
  return changeList((missing) => [...missing, ...missing]);
}

/** Names the last part first, and the others after it. */
export function unsorted(): Partial<Course> {
  return changeList((missing) => [...missing.slice(-1), ...missing.slice(0, -1)]);
}

/** Names a part that the file does not have. */
export function outOfRange({ extra }: Fault<"outOfRange">): Partial<Course> {
  return changeList((missing, session) => [...missing, extra ?? session.parts]);
}

function changeList(
  change: (missing: readonly number[], session: SessionState) => number[],
): Partial<Course> {
  return {
    rewrite: (_, session) =>
      jsonAnswer(200, { missing_parts: change(session.missingParts, session) }),
  };
}
