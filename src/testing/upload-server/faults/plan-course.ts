import { describe } from "../../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../../http/errors.ts";
import * as answers from "./answer-faults.ts";
import * as connections from "./connection-faults.ts";
import { type Course, usualCourse } from "./course.ts";
import * as lists from "./list-faults.ts";
import * as sessions from "./session-faults.ts";
import type { FaultAction, UploadFault } from "./upload-fault.ts";

type Planners = {
  readonly [Kind in FaultAction["kind"]]: (
    fault: Extract<FaultAction, { kind: Kind }>,
    places: answers.OtherPlaces,
  ) => Partial<Course>;
};

/** Each kind of fault, and what it does to a course. */
const planners: Planners = { ...connections, ...answers, ...sessions, ...lists };

/** The course of a request. */
export function planCourse(fault: UploadFault | undefined, places: answers.OtherPlaces): Course {
  return fault === undefined ? usualCourse : { ...usualCourse, ...plan(fault, places) };
}

function plan<Kind extends FaultAction["kind"]>(
  fault: Extract<FaultAction, { kind: Kind }>,
  places: answers.OtherPlaces,
): Partial<Course> {
  return planners[fault.kind as Kind](fault, places);
}

/** @throws {InvalidArgumentError} When no fault is of this kind. */
export function requireFaultKind(kind: string): void {
  if (Object.hasOwn(planners, kind)) return;
  const kinds = Object.keys(planners).join(", ");
  throw new InvalidArgumentError("kind", `must be one of ${kinds}, not ${describe(kind)}`);
}
