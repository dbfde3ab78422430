import type { FlipNotification, NotificationEvent } from "../../flip/index.ts";

/** Formats an event as a line: time, type, ids, and the state that the API returned. */
export function formatEvent(event: NotificationEvent): string {
  return [
    new Date().toISOString(),
    formatNotification(event.notification),
    ...Object.entries(stateOf(event)).flatMap(([name, value]) => value && `${name}=${value}`),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Formats the type and the ids of a notification. */
export function formatNotification(notification: FlipNotification): string {
  const { event, video_id } = notification;
  const encoding = "encoding_id" in notification ? notification.encoding_id : undefined;
  const ids = [video_id && `video=${video_id}`, encoding && `encoding=${encoding}`];
  return [event, ...ids].filter(Boolean).join(" ");
}

/** Returns an event as JSON: the fields of the notification, and the objects of the API. */
export function toEventRecord(event: NotificationEvent): object {
  const { type, notification, ...objects } = event;
  return { time: new Date().toISOString(), type, fields: notification.fields, ...objects };
}

function stateOf(event: NotificationEvent): Record<string, string | number | null | undefined> {
  if ("encoding" in event) {
    const { status, profile_name, encoding_progress } = event.encoding.details;
    const progress = event.type === "encoding-progress" ? encoding_progress : undefined;
    return { profile: profile_name, status, progress };
  }
  const { status, original_filename } = event.video.details;
  const encodings = "encodings" in event ? event.encodings.length : undefined;
  return { file: original_filename, status, encodings };
}
