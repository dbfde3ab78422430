/**
 * Mock servers made from the specs, for tests. Node only.
 *
 * @module
 */

export type { PlannedAnswer } from "./answer-plan.ts";
export type { ApiName } from "./api-name.ts";
export { checkConformance } from "./conform/check-conformance.ts";
export { ConformanceError } from "./conform/conformance-error.ts";
export type { ConformanceOptions } from "./conform/conformance-options.ts";
export type { ConformanceProgress } from "./conform/progress.ts";
export type {
  AnswerViolation,
  ConformanceCheck,
  ConformanceReport,
  Leftover,
  OperationReport,
  Outcome,
} from "./conform/report.ts";
export type { PlannedFailure } from "./failure-plan.ts";
export type { MockCredentials } from "./mock-credentials.ts";
export type { MockServer } from "./mock-server.ts";
export type { Params } from "./params.ts";
export { MissingPackageError } from "./prism/missing-package-error.ts";
export type { FindingKind, ProxyFinding } from "./proxy/finding.ts";
export type { HostHeader } from "./proxy/host-header.ts";
export type { ValidatingProxy } from "./proxy/proxy.ts";
export type { ProxyOptions } from "./proxy/proxy-options.ts";
export type { OperationTraffic, ProxyReport, TrafficTotals } from "./proxy/proxy-report.ts";
export { startProxy } from "./proxy/start-proxy.ts";
export type { RecordedFile, RecordedRequest, Violation } from "./recorded-request.ts";
export { formatProxyPage } from "./report/proxy-page.ts";
export type { Delivery } from "./simulation/deliveries.ts";
export { type MockServerOptions, startMockServer } from "./start-mock-server.ts";
export type {
  AnswerFault,
  ConnectionFault,
  FaultAction,
  FaultTrigger,
  ListFault,
  SessionFault,
  UploadFault,
  UploadMethod,
} from "./upload/faults/upload-fault.ts";
export type { RecordedUpload, UploadOutcome } from "./upload/recorded-upload.ts";
export type { RedirectHit, RedirectTarget } from "./upload/redirect-target.ts";
export type { SessionAnswer, SessionOptions } from "./upload/session-options.ts";
export { startUploadServer } from "./upload/start-upload-server.ts";
export type { UploadServer } from "./upload/upload-server.ts";
export type { UploadServerOptions } from "./upload/upload-server-options.ts";
export type { UploadServerSession } from "./upload/upload-server-session.ts";
