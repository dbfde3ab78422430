import {
  createUploadSession,
  getFactory,
  getNotifications,
  updateFactory,
  updateNotifications,
} from "../../../generated/flip/endpoints.ts";
import { unwrapFields, unwrapUpdate } from "../../http/unwrap.ts";
import { finding } from "../../telestream/endpoints.ts";
import type { FactoryRoutes } from "../../telestream/generation.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { FlipTypes } from "../resources.ts";

/** Returns the endpoints of one factory. */
export function factoryRoutes(client: FlipClient): FactoryRoutes<FlipTypes> {
  return {
    find: finding(client, getFactory),
    update: (id, query, options) =>
      unwrapUpdate(updateFactory(client, { path: { id }, query, ...options })),
    getNotifications: (options) => unwrapFields(getNotifications(client, options)),
    updateNotifications: (query, options) =>
      unwrapFields(updateNotifications(client, { query, ...options })),
    createSession: (query, options) => createUploadSession(client, { query, ...options }),
  };
}
