import type { MockApi } from "../mock-api.ts";
import type { MockCredentials } from "../mock-credentials.ts";
import { createPiliService } from "./pili-service.ts";
import { createPiliVerifier } from "./pili-verifier.ts";

/** Qiniu Pili v1. */
export const piliApi: MockApi<MockCredentials> = {
  spec: "pili",
  authParams: new Set(),
  refusePath: () => undefined,
  // Errors are numbered: the status, and three digits more.
  toErrorBody: ({ message }, status) => ({
    error: status * 1000 + (status === 400 ? 0 : 1),
    message,
  }),
  createVerifier: createPiliVerifier,
  createService: createPiliService,
};
