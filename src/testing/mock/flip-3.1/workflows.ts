import { recordNotFound } from "../telestream/errors.ts";
import { textOf } from "../telestream/fields.ts";
import { addVideo, readSource } from "../telestream/new-video.ts";
import { showProfile } from "../telestream/profiles.ts";
import type { ProfileRecord } from "../telestream/records.ts";
import type { Handler, TelestreamRequest } from "../telestream/request.ts";

/** Handles the operations of workflows. */
export const workflowHandlers: Record<"listWorkflows" | "createWorkOrder", Handler> = {
  listWorkflows(request) {
    const { workflows } = request.factory;
    return request.list(
      "workflows",
      workflows.map(({ data }) => showProfile(request, data)),
    );
  },

  createWorkOrder(request) {
    const { context, factory } = request;
    const source = readSource(request);
    addVideo({ context, factory, source, profiles: chooseWorkflow(request), fields: {} });
    return { status: 200 };
  },
};

/** Returns the workflow of a work order, which need not have one. */
function chooseWorkflow({ factory, fields }: TelestreamRequest): ProfileRecord[] {
  const id = textOf(fields, "profile_id");
  if (id === undefined) return [];
  const found = [...factory.workflows, ...factory.profiles].find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Profile", id);
  return [found.data];
}
