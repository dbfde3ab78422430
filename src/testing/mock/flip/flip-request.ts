import type { FormPart } from "../../exchange/multipart.ts";
import type { Reply } from "../../exchange/reply.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import { type Fields, missingParameters, readFields, recordNotFound } from "./read-fields.ts";
import type { State, Stored, StoredFactory } from "./state.ts";
import type { World } from "./world.ts";

/** A call as the service understands it. */
export class FlipRequest {
  readonly world: World;
  readonly fields: Fields;
  readonly #call: ReceivedCall;

  constructor(call: ReceivedCall, world: World) {
    this.world = world;
    this.fields = readFields(call);
    this.#call = call;
  }

  /**
   * The factory that the call works in.
   *
   * @throws {RefusedError} When there is none such.
   */
  get factory(): StoredFactory {
    const { factory_id, cloud_id } = parametersOf(this.#call);
    const id = factory_id ?? cloud_id;
    if (typeof id !== "string") throw missingParameters("factory_id");
    return findFactory(this.world.state, id);
  }

  /** The variable of the path. */
  get id(): string {
    const { operation, path } = this.#call;
    const [start = "", end = ""] = operation.path.split(/\{\w+\}/);
    return decodeURIComponent(path.slice(start.length, path.length - end.length));
  }

  /** The file of a form. */
  get file(): FormPart | undefined {
    return this.#call.body.files.find(({ name }) => name === "file");
  }
}

function findFactory({ factories, standIn, deletedFactoryIds }: State, id: string): StoredFactory {
  const known = factories.find(({ data }) => data.id === id);
  const found = known ?? (deletedFactoryIds.has(id) ? undefined : standIn);
  if (found === undefined) throw recordNotFound("Factory", id);
  return found;
}

/** Answers one operation. */
export type Handler = (request: FlipRequest) => Reply | Promise<Reply>;

/** The usual answer. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

const mostPerPage = 100;

/** One page of a list, by `page` and `per_page`. */
export function pageOf<Item>(items: readonly Item[], { page, per_page }: Fields): Item[] {
  const size = Math.min(Number(per_page ?? mostPerPage), mostPerPage);
  const start = (Number(page ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

/** Keeps what has the values that were asked for in certain fields. */
export function filterBy<Item extends Stored<{ readonly id: string }>>(
  items: readonly Item[],
  fields: Fields,
  names: readonly string[],
): Item[] {
  const wanted = names.filter((name) => fields[name] !== undefined);
  return items.filter(({ data }) =>
    wanted.every((name) => (data as Record<string, unknown>)[name] === fields[name]),
  );
}
