import type {
  CreateAppBody,
  CreateRoomBody,
  UpdateAppBody,
} from "../../generated/rtc/endpoints.ts";
import {
  requireBoolean,
  requireInteger,
  requireObject,
  requireThat,
} from "../http/argument-checks.ts";
import { requireHttpUrl, requireString } from "./checks.ts";
import { requireRoomName } from "./names.ts";

/** Greatest integer of the checks: the limits of the service are not known. */
const maxInteger = 2 ** 31 - 1;

/**
 * Checks the settings of a new app.
 *
 * @throws {InvalidArgumentError} When a setting is not valid.
 */
export function checkCreateApp(params: CreateAppBody): CreateAppBody {
  checkSettings(requireObject("params", params));
  return params;
}

/**
 * Checks the changes of an app.
 *
 * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
 */
export function checkUpdateApp(changes: UpdateAppBody): UpdateAppBody {
  const { mergePublishRtmp, eventCbUrl, eventCbSecret, eventCbVersion } = checkSettings(
    requireObject("changes", changes),
  );
  const isChange = Object.values(changes).some((value) => value !== undefined);
  requireThat(isChange, "changes", "must contain a field to change");
  if (mergePublishRtmp !== undefined) requireObject("mergePublishRtmp", mergePublishRtmp);
  if (eventCbUrl !== undefined) requireHttpUrl("eventCbUrl", eventCbUrl);
  if (eventCbSecret !== undefined) requireString("eventCbSecret", eventCbSecret);
  if (eventCbVersion !== undefined) requireInteger("eventCbVersion", eventCbVersion, 1, maxInteger);
  return changes;
}

/**
 * Checks the settings of a new room.
 *
 * @throws {InvalidArgumentError} When a setting is not valid.
 */
export function checkCreateRoom(params: CreateRoomBody): CreateRoomBody {
  const { roomName, maxUsers, autoCloseTtlS, noEntreTtlS, openRoom } = requireObject(
    "params",
    params,
  );
  requireRoomName("roomName", roomName);
  for (const [name, value] of Object.entries({ maxUsers, autoCloseTtlS, noEntreTtlS })) {
    if (value !== undefined) requireInteger(name, value, 0, maxInteger);
  }
  requireBoolean("openRoom", openRoom);
  return params;
}

/** An empty text and `false` are values, too: an update sets them. */
function checkSettings<Settings extends CreateAppBody>(settings: Settings): Settings {
  const { hub, title, maxUsers, noAutoKickUser } = settings;
  if (hub !== undefined) requireString("hub", hub);
  if (title !== undefined) requireString("title", title);
  if (maxUsers !== undefined) requireInteger("maxUsers", maxUsers, 0, maxInteger);
  requireBoolean("noAutoKickUser", noAutoKickUser);
  return settings;
}
