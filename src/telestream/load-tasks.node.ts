import type { TelestreamTasks } from "./tasks.ts";

/** Loads the tasks with the first one: otherwise, they would take a tenth of the load time of this package. */
export async function loadTelestreamTasks(): Promise<TelestreamTasks> {
  return (await import("./tasks.ts")).telestreamTasks;
}
