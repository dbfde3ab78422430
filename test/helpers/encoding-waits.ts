import { type FlipOptions, TelestreamCloud, type Video } from "flip-pili/flip";
import { fakeTimers } from "./fake-timers.ts";
import { credentials } from "./flip-server.ts";
import { observedFetch } from "./observed-fetch.ts";

// Node loads the waits with the first one. With fake timers, nothing would wait for that.
await import("../../src/telestream/tasks.ts");

/** Responses to one path, in their order. The last one is repeated. Functions create a response. */
type States = readonly unknown[];

/** Responses by the end of their path: `/videos/v`. Others are 404. */
export type Script = Readonly<Record<string, States>>;

/** Creates an encoding, in progress by default. */
export function encoding(id: string, fields: object = {}): object {
  return { id, video_id: "v", profile_name: `p-${id}`, status: "processing", ...fields };
}

/** Creates an encoding that has succeeded. */
export const succeeded = (id: string, fields: object = {}) =>
  encoding(id, { status: "success", encoding_progress: 99, files: [`${id}.mp4`], ...fields });

/** Creates an encoding that has failed. */
export const failed = (id: string, fields: object = {}) =>
  encoding(id, {
    status: "fail",
    error_class: "EncodingError",
    error_message: "stopped",
    ...fields,
  });

export const importing = { id: "v", status: "processing" };
export const imported = { id: "v", status: "success" };

/** Creates a response with a status and headers. */
export function reject(status: number, headers: Record<string, string> = {}): () => Response {
  return () => Response.json({ error: "Fault", message: "Not now" }, { status, headers });
}

/**
 * Opens the video `v` of a scripted service, with fake timers. `polls` contains the time and the path of each later
 * request, `pending` the timers of the package.
 */
export async function openVideo(script: Script, options: Partial<FlipOptions> = {}) {
  const pending = fakeTimers();
  const counts = new Map<string, number>();
  const polls: string[] = [];
  let startedAt: number | undefined;
  const { fetch } = observedFetch(({ url }) => {
    const path = url.pathname.replace("/v3.0", "").replace(".json", "");
    if (path === "/factories/f") return Response.json({ id: "f" });
    if (startedAt !== undefined) polls.push(`${Math.round(performance.now() - startedAt)} ${path}`);
    const states = script[path] ?? [reject(404)];
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    const state = states[Math.min(count, states.length - 1)];
    return typeof state === "function" ? state() : Response.json(state);
  });
  const tc = new TelestreamCloud({ ...credentials, retries: 0, ...options, fetch });
  const factory = await tc.getResource("flip").factories.find("f");
  const video: Video = await factory.videos.find("v");
  startedAt = performance.now();
  return { video, factory, polls, pending };
}
