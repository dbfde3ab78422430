import {
  type CreateUploadSessionBody,
  createUploadSession,
  getFactory,
  getNotifications,
  syncFactory,
  updateFactory,
  updateNotifications,
} from "../../../generated/flip-3.1/endpoints.ts";
import type { RequestOptions } from "../../http/options.ts";
import { unwrapFields, unwrapUpdate } from "../../http/unwrap.ts";
import { finding } from "../../telestream/endpoints.ts";
import type { FactoryRoutes as CommonFactoryRoutes } from "../../telestream/generation.ts";
import { joinNames } from "../../telestream/profile-names.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { SyncResult } from "../data.ts";
import type { FlipTypes } from "../resources.ts";

/** Endpoints of a factory, also those that only API 3.1 has. */
export interface FactoryRoutes extends CommonFactoryRoutes<FlipTypes> {
  sync(id: string, isOn: boolean, options: RequestOptions): Promise<Partial<SyncResult>>;
}

/** Returns the endpoints of one factory. */
export function factoryRoutes(client: FlipClient): FactoryRoutes {
  return {
    find: finding(client, getFactory),
    update: (id, body, options) =>
      unwrapUpdate(updateFactory(client, { path: { id }, body, ...options })),
    getNotifications: (options) => unwrapFields(getNotifications(client, options)),
    updateNotifications: (body, options) =>
      unwrapFields(updateNotifications(client, { body, ...options })),
    createSession: (params, options) => {
      const { profiles, multi_chunk = false, ...others }: SessionBody = params;
      const body = { ...others, multi_chunk, profiles: joinNames(profiles) };
      return createUploadSession(client, { body, ...options });
    },
    sync: (id, isOn, options) => {
      const body = { sync: isOn ? "true" : "false" } as const;
      return unwrapFields(syncFactory(client, { path: { id }, body, ...options }));
    },
  };
}

/** Parameters of a session, with profiles that may be a list. */
interface SessionBody extends Omit<CreateUploadSessionBody, "profiles"> {
  readonly profiles?: string | readonly string[] | undefined;
}
