import { type ProfileTasks, profileTasks, type Waits, waits } from "./tasks.ts";

// Not every platform and bundler can load a part of the package later. Two functions, so that bundlers can drop one.

/** Returns what waits for encodings. */
export async function loadWaits(): Promise<Waits> {
  return waits;
}

/** Returns what plans profiles. */
export async function loadProfileTasks(): Promise<ProfileTasks> {
  return profileTasks;
}
