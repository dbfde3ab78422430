import type { Discriminators, DiscriminatorValues } from "./discriminators.ts";
import type { JsonObject } from "./json.ts";
import type { Recursion } from "./recursion.ts";
import type { Whole } from "./required-properties.ts";

/** A type that the schema module declares if its schemas use it. */
export type HelperType = "BinaryBody" | "Int64" | "Int64Input" | "Present" | "WithRequired";

/** What the printer reads besides the schema itself. */
export interface PrintContext {
  readonly schemas: JsonObject;
  readonly discriminators: Discriminators;
  readonly recursion: Recursion;
  /** Receives the helper types that the printed types refer to. */
  readonly helpers: Set<HelperType>;
}

/** Where a schema appears. */
export interface Place {
  /** Whether callers fill in the value. */
  readonly isWritten: boolean;
  /** Comments are left out where a type appears a second time. */
  readonly hasComments?: boolean;
  /** The component whose type is printed, unless the schema belongs to a member of an object in it. */
  readonly component?: string | undefined;
  /** Whether the type is an alternative of the component's type, a part of it, or that of its items. */
  readonly position?: "alternative" | "part" | "item";
  /** Components that are written out here, because a reference to them would be circular. */
  readonly inlined?: readonly string[];
  /** Values of discriminator properties of the component. */
  readonly narrowed?: DiscriminatorValues;
  /** Surrounding schemas that apply to the same value. */
  readonly outer?: readonly JsonObject[];
  /** Whether other types apply to the same value. */
  readonly isCombined?: boolean;
  /** The schema whose `allOf` contains this one. */
  readonly whole?: Whole;
}

/** Returns the place of a schema inside another one. Items of an array remain items. */
export function innerPlace(place: Place, position: NonNullable<Place["position"]>): Place {
  const { isWritten, hasComments = true, component, inlined = [] } = place;
  const inherited = place.position === "item" ? "item" : position;
  return { isWritten, hasComments, component, inlined, position: inherited };
}
