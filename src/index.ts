/**
 * Everything of both services. Where both have a name, this entry point says which one it gives.
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

// What calls take and give is the same for both. The stages of the signature are Flip's.
export type { CallOptions, ExtraHeaders, HeaderValue, Result } from "./flip/index.ts";
export * from "./flip/index.ts";
export { signRequests, stringToSign } from "./flip/index.ts";
export * from "./pili/index.ts";
export {
  signRequests as signPiliRequests,
  stringToSign as piliStringToSign,
} from "./pili/index.ts";

/** The components of each service: both have an `ApiError`, and they differ. */
export interface components {
  flip: FlipComponents;
  pili: PiliComponents;
}
/** The operations of both services, by `operationId`. */
export type operations = FlipOperations & PiliOperations;
/** The paths of both services. */
export type paths = FlipPaths & PiliPaths;
