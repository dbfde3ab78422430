import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import {
  applyProfiles,
  createNotificationHandler,
  type Encoding,
  type Factory,
  type NotificationEvent,
  type Profile,
  type ProfilePlan,
  type ProfileStep,
  planProfiles,
  type TelestreamCloud,
  type Video,
} from "flip-pili/flip";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

declare const tc: TelestreamCloud;
declare const factory: Factory;
declare const profile: Profile;
declare const plan: ProfilePlan;
declare const step: ProfileStep;
declare const video: Video;

// Profiles as code

expectTypeOf(
  planProfiles(factory, [{ name: "mp4", preset_name: "h264", fps: null }]),
).toEqualTypeOf<Promise<ProfilePlan>>();
void planProfiles(factory, [profile, profile.details], { deleteOthers: true, retries: 1 });
// @ts-expect-error A profile has a name.
void planProfiles(factory, [{ preset_name: "h264" }]);
// @ts-expect-error A misspelled field.
void planProfiles(factory, [{ name: "mp4", video_bitrte: 800 }]);
// @ts-expect-error A field of another type.
void planProfiles(factory, [{ name: "mp4", video_bitrate: "fast" }]);
// @ts-expect-error A misspelled option.
void planProfiles(factory, [], { deleteOther: true });
void applyProfiles(plan, { factory, signal: AbortSignal.timeout(1) });
// @ts-expect-error A video is not a factory.
void applyProfiles(plan, { factory: video });
if (step.action === "update") expectTypeOf(step.id).toBeString();
else expectTypeOf(step.values).toExtend<object>();
// @ts-expect-error A new profile has no id.
if (step.action === "create") step.id;

// The receiver of notifications

const onEvent = (event: NotificationEvent): unknown => {
  if (event.type === "video-encoded") {
    expectTypeOf(event.encodings).toEqualTypeOf<readonly Encoding[]>();
    return event.video;
  }
  // @ts-expect-error Other events have no list of encodings.
  event.encodings;
  if (event.type === "encoding-progress") expectTypeOf(event.notification.progress).toBeNumber();
  return undefined;
};
const handler = createNotificationHandler({ factory: tc, onEvent });
createNotificationHandler({ factory, secretPath: "/a", onEvent: async () => {} });
// @ts-expect-error The factory is required.
createNotificationHandler({ onEvent });
// @ts-expect-error A misspelled option.
createNotificationHandler({ factory, onEvent, path: "/a" });

createServer(handler);
createSecureServer(handler);
void video.waitForEncodings({ notifications: handler });
expectTypeOf(handler(new Request("http://a.com"))).toEqualTypeOf<Promise<Response>>();
// Arguments of Cloudflare Workers, Bun, Deno and Next.
const context = { waitUntil: (_: Promise<unknown>) => {}, passThroughOnException: () => {} };
void handler(new Request("http://a.com"), context);
void handler(new Request("http://a.com"), { params: Promise.resolve({}) });
const withServer: (request: Request, server: { port: number }) => Promise<Response> = handler;
const express: (
  request: IncomingMessage & { body: unknown; originalUrl: string },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void = handler;
void [withServer, express];
