import { authParams, type FlipCredentials } from "../../flip/signing/credentials.ts";
import type { MockApi } from "../mock-api.ts";
import { refuse } from "../reply.ts";
import { createFlipService } from "./flip-service.ts";
import { createFlipVerifier } from "./flip-verifier.ts";

/** Telestream Cloud Flip 3.0. */
export const flipApi: MockApi<FlipCredentials> = {
  spec: "flip",
  authParams: new Set([...authParams, "cloud_id"]),
  refusePath: (path) =>
    path.endsWith(".json")
      ? undefined
      : refuse(400, "BadRequest", "Currently only .json is supported as a format"),
  toErrorBody: (error) => error,
  createVerifier: createFlipVerifier,
  createService: createFlipService,
};
