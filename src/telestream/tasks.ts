import { applyProfilesBy } from "./profiles/apply-profiles.ts";
import { planProfilesBy } from "./profiles/plan-profiles.ts";
import { waitForEncoding, waitForEncodings } from "./wait/wait-for-encodings.ts";

/** Tasks of several requests, which most programs do not need at once. */
export interface TelestreamTasks {
  readonly applyProfilesBy: typeof applyProfilesBy;
  readonly planProfilesBy: typeof planProfilesBy;
  readonly waitForEncoding: typeof waitForEncoding;
  readonly waitForEncodings: typeof waitForEncodings;
}

export const telestreamTasks: TelestreamTasks = {
  applyProfilesBy,
  planProfilesBy,
  waitForEncoding,
  waitForEncodings,
};
