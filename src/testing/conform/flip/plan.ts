import type { Step } from "../step.ts";
import { encodingDeletion, encodingSteps } from "./encoding-steps.ts";
import { factoryDeletion, factorySteps, notificationSteps } from "./factory-steps.ts";
import { profileDeletion, profileSteps } from "./profile-steps.ts";
import { uploadSteps } from "./upload-steps.ts";
import { videoDeletions, videoReadings, videoSteps } from "./video-steps.ts";

/** How Flip is tried: what is needed is made first, and deleted in the end. */
export const flipPlan: readonly Step[] = [
  ...factorySteps,
  ...notificationSteps,
  ...profileSteps,
  ...videoSteps,
  ...uploadSteps,
  ...videoReadings,
  ...encodingSteps,
  encodingDeletion,
  ...videoDeletions,
  profileDeletion,
  factoryDeletion,
];
