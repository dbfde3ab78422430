import { newId } from "../../upload-server/video-data.ts";
import { badRequest } from "./errors.ts";
import { type Fields, textOf } from "./fields.ts";
import { requireFactory } from "./find-records.ts";
import type { FactoryRecord, NotificationRecord } from "./records.ts";
import { type Handler, ok, type TelestreamRequest } from "./request.ts";
import { emptyFactory, formatDate } from "./state.ts";

/** Used once, and never part of a response. */
const secretNames = [
  "aws_access_key",
  "aws_secret_key",
  "user_aws_key",
  "user_aws_secret",
  "storage_credential_attributes",
];

/** Handles the operations below `/factories`. */
export const factoryHandlers: Record<
  "listFactories" | "createFactory" | "getFactory" | "updateFactory" | "deleteFactory",
  Handler
> = {
  listFactories(request) {
    const { factories } = request.context.state;
    return request.list(
      "factories",
      factories.map(({ data }) => showFactory(request, data)),
    );
  },

  createFactory(request) {
    const { context } = request;
    const now = formatDate(context.clock.now());
    const factory = emptyFactory({
      id: newId(),
      ...context.generation.newFactory,
      ...readSettings(request),
      created_at: now,
      updated_at: now,
    });
    context.state.factories.push(factory);
    return request.created(showFactory(request, factory.data));
  },

  getFactory: (request) => ok(showFactory(request, requireFactory(request).data)),

  updateFactory(request) {
    const factory = requireFactory(request);
    const updated_at = formatDate(request.context.clock.now());
    factory.data = { ...factory.data, ...readSettings(request), updated_at };
    return ok(showFactory(request, factory.data));
  },

  deleteFactory(request) {
    const factory = requireFactory(request);
    const { state, lifecycle } = request.context;
    lifecycle.stop([...factory.videos, ...factory.encodings]);
    state.factories.splice(state.factories.indexOf(factory), 1);
    state.deletedFactoryIds.add(factory.data.id);
    return ok({ deleted: true });
  },
};

function showFactory({ context, fields }: TelestreamRequest, factory: FactoryRecord): unknown {
  return context.generation.showFactory(factory, fields);
}

function readSettings({ context, fields, settings: all }: TelestreamRequest): Fields {
  const settings = Object.entries(all).filter(([name]) => !secretNames.includes(name));
  const bucket = textOf(fields, context.generation.bucketField);
  const url =
    bucket === undefined ? {} : { url: `http://s3.amazonaws.com/${encodeURIComponent(bucket)}/` };
  return { ...Object.fromEntries(settings), ...url };
}

/** Handles the operations of `/notifications.json`. */
export const notificationHandlers: Record<"getNotifications" | "updateNotifications", Handler> = {
  getNotifications: ({ factory }) => ok(factory.notifications.settings),

  updateNotifications({ factory, fields }) {
    const { notifications } = factory;
    const { settings } = notifications;
    const { events } = fields as NotificationRecord;
    const url = textOf(fields, "url");
    if (url !== undefined) notifications.isUrlSetByRequest = isDestination(url);
    notifications.settings = {
      ...settings,
      ...fields,
      events: { ...settings.events, ...events },
    };
    return ok(notifications.settings);
  },
};

/** Values that turn notifications off. The service itself responds with the second. */
const noDestination = ["", "null"];

/**
 * Returns whether a notification URL is set.
 *
 * @throws {RejectedError} When it is neither an http nor an https URL.
 */
function isDestination(url: string): boolean {
  if (noDestination.includes(url)) return false;
  const isWeb = URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
  if (!isWeb) throw badRequest("The parameter url must be an http or https URL");
  return true;
}
