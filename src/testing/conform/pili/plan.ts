import type { Step } from "../step.ts";
import { recordingSteps } from "./recording-steps.ts";
import { streamDeletion, streamSteps } from "./stream-steps.ts";

/** How Pili is tried: streams are made first, and deleted in the end. */
export const piliPlan: readonly Step[] = [...streamSteps, ...recordingSteps, streamDeletion];
