/**
 * Mock servers made from the specs, for tests. Node only.
 *
 * @module
 */

export type { PlannedAnswer } from "./answer-plan.ts";
export type { MockServer } from "./mock-server.ts";
export type { Params } from "./params.ts";
export { MissingPackageError } from "./prism/missing-package-error.ts";
export type { RecordedFile, RecordedRequest, Violation } from "./recorded-request.ts";
export { type ApiName, type MockServerOptions, startMockServer } from "./start-mock-server.ts";
