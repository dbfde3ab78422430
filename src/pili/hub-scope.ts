import type { JobService } from "./job.ts";
import type { Credentials } from "./signing/credentials.ts";

/** What the streams of one hub share. */
export interface HubScope extends JobService {
  readonly credentials: Credentials;
  readonly now: () => Date;
}
