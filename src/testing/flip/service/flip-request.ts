import type { FormPart } from "../../body/multipart-parts.ts";
import { parametersOf, type ReceivedCall } from "../../received-call.ts";
import { type Fields, readFields } from "./read-fields.ts";
import { missingParameters, recordNotFound } from "./refused-error.ts";
import type { State, StoredFactory } from "./state.ts";
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
