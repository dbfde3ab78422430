import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { WireObject } from "../http/wire-object.ts";
import type { DeletedResult } from "./collection.ts";
import type { FactoryScope, Generation } from "./generation.ts";

/** Options of a {@link ScopedObject}. */
interface ScopedOptions<Types extends Generation> {
  /** Name of the class. */
  readonly kind: string;
  readonly isWritable: (field: string) => boolean;
  /** Name of the endpoints in the scope. They are read with each call, because a detached scope has none. */
  readonly routes: "videos" | "encodings" | "profiles";
  readonly scope: FactoryScope<Types>;
}

/** Endpoints that all of these objects have. */
interface OwnRoutes<Data> {
  find(id: string, options: RequestOptions): Promise<Data>;
  delete(id: string, options: RequestOptions): Promise<DeletedResult>;
}

const states = /* @__PURE__ */ createHidden<unknown>();

/** Video, encoding or profile of a factory. */
export abstract class ScopedObject<
  Types extends Generation,
  Data extends { readonly id: string },
> extends WireObject<Data> {
  /** @internal */
  constructor(options: ScopedOptions<Types>, data: Data) {
    super(options, data);
    states.set(this, options);
  }

  /**
   * Retrieves the fields again. Unsaved changes are lost.
   *
   * @throws {HttpError} With status 404 when the object no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    this.adopt(await routesOf<OwnRoutes<Data>>(this).find(this.details.id, options));
    return this;
  }

  /**
   * Deletes the object. A video is deleted with its encodings, and both with their files.
   *
   * @throws {HttpError} With status 404 when the object no longer exists.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return routesOf<OwnRoutes<Data>>(this).delete(this.details.id, options);
  }
}

/** Returns the scope of an object. Its types are those of its constructor. */
export function scopeOf<Types extends Generation>(object: object): FactoryScope<Types> {
  return (states.of(object) as ScopedOptions<Types>).scope;
}

/** Returns the endpoints of an object. Their type is that of the name that its constructor passes. */
export function routesOf<Routes>(object: object): Routes {
  const { scope, routes } = states.of(object) as ScopedOptions<Generation>;
  return scope.routes[routes] as Routes;
}
