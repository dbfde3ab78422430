/**
 * Both services. Where both export a name, this entry point chooses one or renames it.
 *
 * @module
 */
import type {
  components as FlipComponents,
  operations as FlipOperations,
  paths as FlipPaths,
} from "./flip/index.ts";
import type {
  components as PiliComponents,
  operations as PiliOperations,
  paths as PiliPaths,
} from "./pili/index.ts";

// The types of calls are the same for both. The functions that sign are those of Flip.
export type {
  AdditionalHeaders,
  CallOptions,
  EndpointResponse,
  Failure,
  HeaderValue,
  Result,
  Success,
} from "./flip/index.ts";
export * from "./flip/index.ts";
export { signRequests, stringToSign } from "./flip/index.ts";
export * from "./pili/index.ts";
export {
  signRequests as signPiliRequests,
  stringToSign as piliStringToSign,
} from "./pili/index.ts";

/** Components of each service. They are separate, because both define an `ApiError`. */
export interface components {
  flip: FlipComponents;
  pili: PiliComponents;
}
/** Operations of both services, by `operationId`. */
export type operations = FlipOperations & PiliOperations;
/** Paths of both services. */
export type paths = FlipPaths & PiliPaths;
