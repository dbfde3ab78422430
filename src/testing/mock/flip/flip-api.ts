import type { FlipCredentials } from "../../../flip/index.ts";
import { type MockApi, requireMockCredentials } from "../mock-api.ts";
import { rejectFormat } from "../telestream/errors.ts";
import { TelestreamService } from "../telestream/service.ts";
import { flipGeneration } from "./flip-generation.ts";
import { createFlipVerifier, flipAuthParams } from "./verify-signature.ts";

/** Telestream Cloud Flip 3.0. */
export const flipApi: MockApi<FlipCredentials> = {
  title: "Telestream Cloud Flip",
  spec: "flip",
  requireCredentials: requireMockCredentials,
  authParams: flipAuthParams,
  clampedParams: new Set(["per_page"]),
  rejectPath: rejectFormat,
  toErrorBody: (error) => error,
  toErrorForm: (body) => body,
  createVerifier: createFlipVerifier,
  createService: (options) => new TelestreamService(flipGeneration, options),
};
