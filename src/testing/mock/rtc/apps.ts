import type { AppData, CreateAppBody, UpdateAppBody } from "../../../rtc/index.ts";
import { done } from "../qiniu/handler.ts";
import { type RtcHandler, withApp } from "./handler.ts";

export const listApps: RtcHandler = (_call, { apps }) => ({
  status: 200,
  body: [...apps.values()].map(({ data }) => data),
});

/** Creates an app. Settings that are not given are empty. */
export const createApp: RtcHandler = ({ body }, { apps, makeId }, now) => {
  const { hub = "", title = "", maxUsers = 0, noAutoKickUser = false } = settingsOf(body.json);
  const appId = makeId();
  const settings = { hub, title, maxUsers, noAutoKickUser, mergePublishRtmp: { enable: false } };
  const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
  const data: AppData = { appId, ...settings, ...times };
  apps.set(appId, { data, rooms: new Map() });
  return { status: 200, body: data };
};

export const getApp: RtcHandler = withApp(({ data }) => ({ status: 200, body: data }));

/** Changes the given fields. Those of the event callbacks are no fields of an app. */
export const updateApp: RtcHandler = withApp((app, { body }, { apps }, now) => {
  const {
    eventCbUrl: _,
    eventCbSecret: __,
    eventCbVersion: ___,
    ...changes
  } = settingsOf(body.json);
  const data: AppData = { ...app.data, ...changes, updatedAt: now.toISOString() };
  apps.set(data.appId, { ...app, data });
  return { status: 200, body: data };
});

export const deleteApp: RtcHandler = withApp(({ data }, _call, { apps }) => {
  apps.delete(data.appId);
  return done;
});

/** Returns the settings in a body that has been validated, without those that are missing. */
function settingsOf(json: unknown): CreateAppBody & UpdateAppBody & Partial<AppData> {
  return json as CreateAppBody & UpdateAppBody & Partial<AppData>;
}
