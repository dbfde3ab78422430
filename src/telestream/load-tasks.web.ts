import { type TelestreamTasks, telestreamTasks } from "./tasks.ts";

/** Returns the tasks. Not every platform and bundler can load a part of the package later. */
export async function loadTelestreamTasks(): Promise<TelestreamTasks> {
  return telestreamTasks;
}
