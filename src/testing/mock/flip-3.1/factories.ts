import { newId } from "../../upload-server/video-data.ts";
import { textOf } from "../telestream/fields.ts";
import { requireProfile } from "../telestream/find-profiles.ts";
import { requireFactory } from "../telestream/find-records.ts";
import { requireUnusedName, showProfile } from "../telestream/profiles.ts";
import { findFactory, type Handler, ok } from "../telestream/request.ts";
import { formatDate } from "../telestream/state.ts";

/** Handles the operations that work with whole factories, or with two of them. */
export const factoryHandlers: Record<"syncFactory" | "copyProfile", Handler> = {
  syncFactory(request) {
    const factory = requireFactory(request);
    // Nothing is documented about the response when it stops: it tells what was before, too.
    const syncing = factory.isSynchronized ? "already_started" : "starting";
    factory.isSynchronized = textOf(request.fields, "sync") === "true";
    return ok({ syncing });
  },

  copyProfile(request) {
    const { context, fields } = request;
    const original = requireProfile(request);
    const destination = findFactory(context.state, textOf(fields, "dest_factory_id") ?? "");
    const name = textOf(fields, "profile_name") ?? "";
    requireUnusedName(destination, name);
    const now = formatDate(context.clock.now());
    const data = { ...original.data, id: newId(), name, created_at: now, updated_at: now };
    destination.profiles.unshift({ data });
    return ok(showProfile(request, data));
  },
};
