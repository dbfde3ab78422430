import type { FormPart } from "../../exchange/multipart.ts";
import type { Reply } from "../../exchange/reply.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import type { TelestreamContext } from "./context.ts";
import { missingParameters, recordNotFound } from "./errors.ts";
import type { Fields } from "./fields.ts";
import type { ListName } from "./generation.ts";
import type { State, Stored, StoredFactory, StoredVideo } from "./state.ts";

/** Parameters that select what is in the response. */
const responseOptions: ReadonlySet<string> = new Set([
  "with_storage_provider",
  "expand",
  "exclude_advanced_services",
]);

/** A call, with the records and values that its parameters name. */
export class TelestreamRequest {
  readonly context: TelestreamContext;
  readonly fields: Fields;
  readonly #call: ReceivedCall;

  constructor(call: ReceivedCall, context: TelestreamContext) {
    this.context = context;
    this.fields = context.generation.readFields(call);
    this.#call = call;
  }

  /**
   * The factory that the call belongs to.
   *
   * @throws {RejectedError} When the factory does not exist.
   */
  get factory(): StoredFactory {
    const { factory_id, cloud_id } = parametersOf(this.#call);
    const id = factory_id ?? cloud_id;
    if (typeof id !== "string") throw missingParameters("factory_id");
    return findFactory(this.context.state, id);
  }

  /** The fields that are stored: all but those that only select what is in the response. */
  get settings(): Fields {
    const entries = Object.entries(this.fields).filter(([name]) => !responseOptions.has(name));
    return Object.fromEntries(entries);
  }

  /** Host to which the call was sent, without port. */
  get host(): string {
    return this.#call.host;
  }

  /** Value of the variable in the path. */
  get id(): string {
    const { operation, path } = this.#call;
    const [start = "", end = ""] = operation.path.split(/\{\w+\}/);
    return decodeURIComponent(path.slice(start.length, path.length - end.length));
  }

  /** The field `file` of a form. */
  get file(): FormPart | undefined {
    return this.#call.body.files.find(({ name }) => name === "file");
  }

  /** Returns a successful reply with a list. */
  list(name: ListName, items: readonly unknown[]): Reply {
    return ok(this.context.generation.writeList(name, items, this.fields));
  }

  /** Returns a video as in a response. */
  show(video: StoredVideo): unknown {
    return this.context.generation.showVideo(video, this.factory);
  }

  /** Returns a successful reply with a new factory or video. */
  created(body: unknown): Reply {
    return { status: this.context.generation.createdStatus, body };
  }
}

/**
 * Finds the factory of an id that a request names.
 *
 * @throws {RejectedError} When the factory does not exist.
 */
export function findFactory(
  { factories, defaultFactory, deletedFactoryIds }: State,
  id: string,
): StoredFactory {
  const existing = factories.find(({ data }) => data.id === id);
  const found = existing ?? (deletedFactoryIds.has(id) ? undefined : defaultFactory);
  if (found === undefined) throw recordNotFound("Factory", id);
  return found;
}

/** Handles the calls of one operation. */
export type Handler = (request: TelestreamRequest) => Reply | Promise<Reply>;

/** Handlers by the ids of their operations. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Returns a successful reply. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

const maxPerPage = 100;

/** A page of a list. */
export interface Page<Item> {
  readonly items: Item[];
  /** Number of the page, from 1. */
  readonly number: number;
  /** Maximum number of items of a page. */
  readonly size: number;
}

/** Returns the page of a list that `page` and `per_page` select. */
export function pageOf<Item>(items: readonly Item[], { page, per_page }: Fields): Page<Item> {
  const size = Math.min(Number(per_page ?? maxPerPage), maxPerPage);
  const number = Number(page ?? 1);
  const start = (number - 1) * size;
  return { items: items.slice(start, start + size), number, size };
}

/** Returns the items whose fields of these names have the requested values. */
export function filterBy<Item extends Stored<{ readonly id: string }>>(
  items: readonly Item[],
  fields: Fields,
  names: readonly string[],
): Item[] {
  const requested = names.filter((name) => fields[name] !== undefined);
  return items.filter(({ data }) =>
    requested.every((name) => (data as Record<string, unknown>)[name] === fields[name]),
  );
}
