import type { NotificationSettings } from "../../../flip/factory.ts";
import { type Handler, ok } from "./handler.ts";
import { textOf } from "./read-fields.ts";
import { badRequest } from "./refused-error.ts";

/** Answers `/notifications.json`. */
export const notificationHandlers: Record<"getNotifications" | "updateNotifications", Handler> = {
  getNotifications: ({ factory }) => ok(factory.notifications.settings),

  updateNotifications({ factory, fields }) {
    const { notifications } = factory;
    const { settings } = notifications;
    const { events } = fields as NotificationSettings;
    const url = textOf(fields, "url");
    if (url !== undefined) notifications.isUrlOwn = isDestination(url);
    notifications.settings = {
      ...settings,
      ...fields,
      events: { ...settings.events, ...events },
    };
    return ok(notifications.settings);
  },
};

/** What turns notifications off: the latter is how the service shows it. */
const nowhere = ["", "null"];

/** @throws {RefusedError} When nothing can be posted there. */
function isDestination(url: string): boolean {
  if (nowhere.includes(url)) return false;
  const isWeb = URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
  if (!isWeb) throw badRequest("The parameter url must be an http or https URL");
  return true;
}
