import { type MockApi, type MockCredentials, requireMockCredentials } from "../mock-api.ts";
import { createQiniuVerifier } from "./verify-signature.ts";

type QiniuApi = Pick<
  MockApi<MockCredentials>,
  "requireCredentials" | "authParams" | "clampedParams" | "rejectPath" | "createVerifier"
>;

/** What the mocks of all services of Qiniu have in common. */
export const qiniuApi: QiniuApi = {
  requireCredentials: requireMockCredentials,
  authParams: new Set(),
  clampedParams: new Set(),
  rejectPath: () => undefined,
  createVerifier: createQiniuVerifier,
};

/** Errors of the services whose errors have only a text: `{"error":"not found"}`. */
export const textErrors: Pick<MockApi<MockCredentials>, "toErrorBody" | "toErrorForm"> = {
  toErrorBody: ({ error, message }) => ({
    error: error === "NotAuthorized" ? "bad token" : message,
  }),
  toErrorForm: (body) => body,
};
