import type {
  SetHubHlsPlusBody,
  SetHubPersistenceBody,
  SetHubSecurityBody,
  SetHubSnapshotIntervalBody,
} from "../../../pili-v2/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import type { Reply } from "../../exchange/reply.ts";
import { done } from "../qiniu/handler.ts";
import { type PiliV2Handler, withHub } from "./handler.ts";
import { type HubState, toHub } from "./hub-state.ts";

export const listHubs: PiliV2Handler = (_call, { hubs }) => ({
  status: 200,
  body: { items: hubs.names.map((name) => ({ name })) },
});

export const getHub: PiliV2Handler = withHub((hub) => ({ status: 200, body: toHub(hub) }));

/** Sets the security of the hub, which is also that of its streams. */
export const setHubSecurity: PiliV2Handler = withHub((hub, { body }, _context, now) => {
  const { publishSecurity, publishKey } = body.json as SetHubSecurityBody;
  hub.publishKey = publishKey;
  return change(hub, { publishSecurity }, now);
});

export const setHubHlsPlus: PiliV2Handler = withHub((hub, { body }, _context, now) => {
  const { hlsPlus } = body.json as SetHubHlsPlusBody;
  return change(hub, { hlsPlus }, now);
});

export const setHubPersistence: PiliV2Handler = withHub((hub, { body }, _context, now) => {
  const { storageBucket, liveDataExpireDays } = body.json as SetHubPersistenceBody;
  return change(hub, { storageBucket, liveDataExpireDays: Number(liveDataExpireDays) }, now);
});

export const setHubSnapshotInterval: PiliV2Handler = withHub((hub, { body }, _context, now) => {
  const { snapshotInterval } = body.json as SetHubSnapshotIntervalBody;
  return change(hub, { snapshotInterval: Number(snapshotInterval) }, now);
});

/** Changes settings of a hub. */
export function change(hub: HubState, settings: Partial<HubState["settings"]>, now: Date): Reply {
  hub.settings = { ...hub.settings, ...settings, updatedAt: toUnixSeconds(now) };
  return done;
}
