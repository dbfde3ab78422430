/**
 * Mock servers that behave as the specs describe, a validating proxy, an upload server and a conformance
 * check, for tests. Node only.
 *
 * @module
 */

export { MissingPackageError } from "../http/missing-package-error.ts";
export { checkConformance } from "./conform/check-conformance.ts";
export type { ConformanceOptions, ConformanceProgress } from "./conform/conformance-options.ts";
export type {
  ConformanceCheck,
  ConformanceOutcome,
  ConformanceReport,
  Leftover,
  OperationReport,
  ResponseViolation,
} from "./conform/conformance-report.ts";
export { ConformanceError } from "./conform/start-run.ts";
export type { ListenOptions } from "./exchange/listen.ts";
export type { ReceivedParams } from "./exchange/params.ts";
export type { RecordedFile, RecordedRequest } from "./exchange/recorded-request.ts";
export type { Violation } from "./exchange/violation.ts";
export type { ApiCredentials, ApiName } from "./mock/apis.ts";
export type { Delivery } from "./mock/deliveries.ts";
export type { ApiKeyCredentials } from "./mock/flip-3.1/verify-key.ts";
export type { ErrorsAs, MockCredentials, NotLiveAs } from "./mock/mock-api.ts";
export type { MockServer } from "./mock/mock-server.ts";
export type { PlannedFailure, PlannedResponse } from "./mock/planned-responses.ts";
export { type MockServerOptions, startMockServer } from "./mock/start-mock-server.ts";
export type { FindingKind, ProxyFinding } from "./proxy/findings.ts";
export type { SpecFile } from "./proxy/load-check.ts";
export type { HostHeader, ProxyOptions } from "./proxy/proxy-options.ts";
export type { OperationTraffic, ProxyReport, TrafficTotals } from "./proxy/proxy-report.ts";
export { formatProxyPage } from "./proxy/report-page.ts";
export { startProxy, type ValidatingProxy } from "./proxy/start-proxy.ts";
export {
  type DefaultAgents,
  ExchangeFindingsError,
  type ExchangeOptions,
  type ExchangeValidation,
  validateExchanges,
} from "./proxy/validate-exchanges.ts";
export type { ExtraFileOptions, UploadServerFile } from "./upload-server/extra-files.ts";
export type {
  ConnectionFault,
  FaultAction,
  FaultTrigger,
  ListFault,
  ResponseFault,
  SessionFault,
  UploadFault,
  UploadMethod,
} from "./upload-server/faults/upload-fault.ts";
export type { RecordedUpload, UploadOutcome } from "./upload-server/recorded-upload.ts";
export type { RedirectHit, RedirectTarget } from "./upload-server/redirect-target.ts";
export type {
  CompleteAs,
  ExtraFileResponse,
  NumbersAs,
  SessionOptions,
  SessionResponse,
} from "./upload-server/session-options.ts";
export { startUploadServer, type UploadServer } from "./upload-server/upload-server.ts";
export type { UploadServerOptions } from "./upload-server/upload-server-options.ts";
export type { UploadServerSession } from "./upload-server/upload-server-session.ts";
