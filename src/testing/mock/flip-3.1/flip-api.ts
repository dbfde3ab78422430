import { requireKey, requireObject } from "../../../http/argument-checks.ts";
import type { MockApi } from "../mock-api.ts";
import { rejectFormat } from "../telestream/errors.ts";
import { TelestreamService } from "../telestream/service.ts";
import { encodingHandlers } from "./encodings.ts";
import { factoryHandlers } from "./factories.ts";
import { flip31Generation } from "./flip-generation.ts";
import { type ApiKeyCredentials, createKeyVerifier, flip31AuthParams } from "./verify-key.ts";
import { videoHandlers } from "./videos.ts";
import { workflowHandlers } from "./workflows.ts";

/** Telestream Cloud Flip 3.1. */
export const flip31Api: MockApi<ApiKeyCredentials> = {
  title: "Telestream Cloud Flip 3.1",
  spec: "flip-3.1",
  requireCredentials(credentials) {
    requireObject("credentials", credentials);
    requireKey("credentials.apiKey", credentials.apiKey);
  },
  credentialName: "Authorization",
  authParams: flip31AuthParams,
  clampedParams: new Set(["per_page"]),
  rejectPath: rejectFormat,
  toErrorBody: (error) => error,
  toErrorForm: (body) => body,
  createVerifier: createKeyVerifier,
  createService: (options) => new TelestreamService(flip31Generation, options, handlers),
};

/** Handlers of the operations that version 3.0 does not have. */
const handlers = {
  ...factoryHandlers,
  ...videoHandlers,
  ...encodingHandlers,
  ...workflowHandlers,
};
