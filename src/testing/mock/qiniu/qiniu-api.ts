import { type MockApi, type MockCredentials, requireMockCredentials } from "../mock-api.ts";
import { createQiniuVerifier } from "./verify-signature.ts";

/** What the mocks of all services of Qiniu have in common. */
export const qiniuApi = {
  requireCredentials: requireMockCredentials,
  authParams: new Set<string>(),
  clampedParams: new Set<string>(),
  rejectPath: () => undefined,
  createVerifier: createQiniuVerifier,
} satisfies Partial<MockApi<MockCredentials>>;

/** Errors of the services whose errors have only a text: `{"error":"not found"}`. */
export const textErrors = {
  toErrorBody: ({ error, message }) => ({
    error: error === "NotAuthorized" ? "bad token" : message,
  }),
  toErrorForm: (body) => body,
} satisfies Partial<MockApi<MockCredentials>>;
