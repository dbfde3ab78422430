import { applyProfilesBy } from "./profiles/apply-profiles.ts";
import { planProfilesBy } from "./profiles/plan-profiles.ts";
import { waitForEncoding, waitForEncodings } from "./wait/wait-for-encodings.ts";

// Tasks of several requests, which most programs do not need at once.

/** What waits for encodings. */
export interface Waits {
  readonly waitForEncoding: typeof waitForEncoding;
  readonly waitForEncodings: typeof waitForEncodings;
}

/** What plans profiles. */
export interface ProfileTasks {
  readonly applyProfilesBy: typeof applyProfilesBy;
  readonly planProfilesBy: typeof planProfilesBy;
}

export const waits: Waits = { waitForEncoding, waitForEncodings };

export const profileTasks: ProfileTasks = { applyProfilesBy, planProfilesBy };
