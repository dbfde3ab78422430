import type { ProfileTasks, Waits } from "./tasks.ts";

// Loaded with the first of these tasks: otherwise, they would take a tenth of the load time of this package.
const loadTasks = () => import("./tasks.ts");

/** Loads what waits for encodings. */
export async function loadWaits(): Promise<Waits> {
  return (await loadTasks()).waits;
}

/** Loads what plans profiles. */
export async function loadProfileTasks(): Promise<ProfileTasks> {
  return (await loadTasks()).profileTasks;
}
