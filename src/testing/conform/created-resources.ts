import { toPrintable } from "../../http/printable.ts";
import type { Caller, StepRequest } from "./caller.ts";
import type { RunSettings } from "./conformance-options.ts";
import type { Leftover } from "./conformance-report.ts";
import { entriesOf, textField } from "./response.ts";

/** Resources that a run has created and not yet deleted, and others that it may read. */
export class CreatedResources {
  /** Whether a resource may have been created whose id did not arrive. */
  hasUnknown = false;
  #own: CreatedResource[] = [];
  readonly #found = new Map<string, string>();

  add(resource: CreatedResource): void {
    this.#own.push(resource);
  }

  /** Records a resource that the run has not created: it is only read. */
  find(kind: string, id: string): void {
    if (!this.#found.has(kind)) this.#found.set(kind, id);
  }

  forget(kind: string, id: string): void {
    this.#own = this.#own.filter((known) => known.kind !== kind || known.id !== id);
  }

  /** Returns the ids of the created resources of a kind, the oldest first. */
  own(kind: string): string[] {
    return this.#own.filter((known) => known.kind === kind).map(({ id }) => id);
  }

  /** Returns the id of a created resource of a kind, or else of one that may be read. */
  any(kind: string): string | undefined {
    return this.own(kind)[0] ?? this.#found.get(kind);
  }

  /**
   * Deletes all created resources, the newest first.
   *
   * @param remove - Deletes a resource, and returns the reason if that failed.
   * @returns The resources that were not deleted.
   */
  async clear(
    remove: (resource: CreatedResource) => Promise<string | undefined>,
  ): Promise<Leftover[]> {
    const leftovers: Leftover[] = [];
    for (const resource of this.#own.reverse()) {
      const { kind, id } = resource;
      const reason = await remove(resource);
      if (reason === undefined) continue;
      leftovers.push({ kind, id: toPrintable(id), reason: toPrintable(reason) });
    }
    this.#own = [];
    return leftovers;
  }
}

/** A resource that a run has created. */
interface CreatedResource {
  readonly kind: string;
  readonly id: string;
  /** Call that deletes it, or the reason why there is none. */
  readonly deletion: DeletionCall | string;
}

interface DeletionCall {
  readonly operationId: string;
  readonly request: StepRequest;
}

/** How the resources that an operation creates are identified and deleted. */
export interface Creation {
  /** Kind of the resource: `profile`. */
  readonly kind: string;
  /**
   * Field of the response with the id.
   *
   * @default "id"
   */
  readonly idField?: string;
  /** Returns the id from the request, where the response has none. */
  readonly idOf?: (request: StepRequest) => string | undefined;
  /** Operation that deletes the resource. */
  readonly deletedBy?: string;
  /** @default { path: { id } } */
  readonly deletionRequest?: (id: string, settings: RunSettings) => StepRequest;
  /** Reason why it cannot be deleted. */
  readonly keptBecause?: string;
}

/** Returns the deletion of a resource, or the reason why there is none. */
export function deletionOf(
  { deletedBy, deletionRequest, keptBecause = "it cannot be deleted" }: Omit<Creation, "kind">,
  id: string,
  settings: RunSettings,
): DeletionCall | string {
  if (deletedBy === undefined) return keptBecause;
  const request = deletionRequest?.(id, settings) ?? { path: { id } };
  return { operationId: deletedBy, request };
}

/** A list that is searched for created resources whose ids did not arrive. */
export interface Search {
  readonly kind: string;
  readonly operationId: string;
  readonly request: (settings: RunSettings) => StepRequest;
  /** Field of an entry that begins with the name of the run. */
  readonly nameField: string;
  /** Operation that deletes an entry by its id. */
  readonly deletedBy: string;
}

/** Everything that is needed to find the resources of a run. */
interface RunResources {
  readonly resources: CreatedResources;
  readonly searches: readonly Search[];
  readonly settings: RunSettings;
}

/** Deletes all resources that a run has created. Those without a known id are searched by name. */
export async function cleanUp(
  send: Caller,
  { resources, searches, settings }: RunResources,
): Promise<Leftover[]> {
  const leftovers = await resources.clear((resource) => remove(send, resource));
  if (!resources.hasUnknown) return leftovers;
  for (const search of searches) {
    for (const resource of await find(send, search, settings)) resources.add(resource);
  }
  const others = await resources.clear((resource) => remove(send, resource));
  const isNew = ({ id }: Leftover) => !leftovers.some((known) => known.id === id);
  return [...leftovers, ...others.filter(isNew)];
}

/**
 * Deletes a resource. One that no longer exists counts as deleted.
 *
 * @returns The reason if that failed.
 */
async function remove(send: Caller, { deletion }: CreatedResource): Promise<string | undefined> {
  if (typeof deletion === "string") return deletion;
  const { response, failure } = await send(deletion.operationId, deletion.request);
  if (response === undefined) return failure?.message;
  const { status } = response;
  const isGone = (status >= 200 && status <= 299) || [404, 410, 612].includes(status);
  return isGone ? undefined : `${deletion.operationId} responded ${status}`;
}

async function find(
  send: Caller,
  { kind, operationId, request, nameField, deletedBy }: Search,
  settings: RunSettings,
): Promise<CreatedResource[]> {
  const { response } = await send(operationId, request(settings));
  return entriesOf(response?.body).flatMap((entry) => {
    const id = textField(entry, "id");
    const isOwn = textField(entry, nameField)?.startsWith(settings.runName) === true;
    if (id === undefined || !isOwn) return [];
    return [{ kind, id, deletion: deletionOf({ deletedBy }, id, settings) }];
  });
}
