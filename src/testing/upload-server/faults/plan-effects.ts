import { gzipSync } from "node:zlib";
import type { SessionState } from "../session-state.ts";
import {
  emptyResponse,
  jsonResponse,
  sessionNotFound,
  textResponse,
  type UploadResponse,
} from "../upload-response.ts";
import { badRecord, plainReply } from "./broken-tls.ts";
import { type FaultEffects, noEffects } from "./fault-effects.ts";
import type { FaultAction, UploadFault } from "./upload-fault.ts";

/** Origins to which faults send clients. */
export interface OtherOrigins {
  /** URL of a server that is not an upload server. */
  readonly url: string;
  /** Another origin of the upload server. */
  readonly movedOrigin: string;
}

/** Returns the effects of the fault that a request triggers, if it triggers one. */
export function planEffects(fault: UploadFault | undefined, other: OtherOrigins): FaultEffects {
  return fault === undefined ? noEffects : { ...noEffects, ...plan(fault, other) };
}

/** Returns the kinds of all faults. */
export function faultKinds(): string[] {
  return Object.keys(planners);
}

function plan<Kind extends FaultAction["kind"]>(
  fault: FaultOf<Kind>,
  other: OtherOrigins,
): Partial<FaultEffects> {
  return planners[fault.kind as Kind](fault, other);
}

type FaultOf<Kind extends FaultAction["kind"]> = Extract<FaultAction, { kind: Kind }>;

type Planners = {
  readonly [Kind in FaultAction["kind"]]: (
    fault: FaultOf<Kind>,
    other: OtherOrigins,
  ) => Partial<FaultEffects>;
};

const captivePortalPage =
  "<!doctype html><title>Welcome</title><p>Please accept the terms of use.</p>";
const connectionReset: Partial<FaultEffects> = { delivery: { kind: "reset" } };

/** Each kind of fault and its effects. */
const planners: Planners = {
  // Faults of the connection.
  delay: ({ ms }) => ({ delayMs: ms }),
  reset({ after = "head" }) {
    if (after === "stored") return connectionReset;
    return { cut: { bytes: after === "head" ? 0 : after, end: { kind: "reset" } } };
  },
  loseAnswer: () => connectionReset,
  stall({ after = "stored" }) {
    const end = { kind: "stall" } as const;
    return after === "stored" ? { delivery: end } : { cut: { bytes: after, end } };
  },
  drip: ({ bytes = 1, everyMs }) => ({ delivery: { kind: "drip", bytes, everyMs } }),
  readSlowly: ({ bytes, everyMs }) => ({ pace: { bytes, everyMs } }),
  handshake: () => ({}), // Connections trigger it.
  brokenTls({ reply = "record" }) {
    const bytes = reply === "record" ? badRecord : plainReply;
    return { isStored: false, delivery: { kind: "brokenTls", bytes } };
  },
  restart: ({ downMs }) => ({ cut: { bytes: 0, end: { kind: "restart", downMs } } }),

  // Faults of the response.
  status({ status, headers = {}, body, early = false, stored = false }) {
    const plain = responseWith(status, body);
    const response = { ...plain, headers: { ...plain.headers, ...headers } };
    return early ? { early: response } : { isStored: stored, rewrite: () => response };
  },
  truncate: ({ bytes = 5 }) => ({ delivery: { kind: "truncate", bytes } }),
  raw({ bytes = "SSH-2.0-OpenSSH_9.6\r\n", stored = false }) {
    const sent = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
    return { isStored: stored, delivery: { kind: "raw", bytes: sent } };
  },
  html({ html = captivePortalPage, stored = false }) {
    return { isStored: stored, rewrite: () => textResponse(200, "text/html", html) };
  },
  body({ json, text, padTo = 0, stored = true }) {
    const response = textResponse(200, "application/json", text ?? JSON.stringify(json) ?? "");
    return { isStored: stored, rewrite: () => pad(response, padTo) };
  },
  gzip: ({ padTo = 0 }) => ({ rewrite: (response) => compress(pad(response, padTo)) }),
  redirect({ status = 307, location }, other) {
    const headers = { Location: location ?? other.url };
    return { isStored: false, rewrite: () => emptyResponse(status, headers) };
  },
  moved: ({ to = "sameOrigin", leaves = false }, other) => ({
    rewrite(response, session) {
      const origin = to === "otherOrigin" ? other.movedOrigin : undefined;
      const location = to instanceof URL ? to.href : session.move({ origin, leaves });
      return { ...response, headers: { ...response.headers, Location: location } };
    },
  }),

  // Faults of the session.
  forget: ({ parts }) => ({ change: ({ partProgress }) => partProgress.remove(parts) }),
  neverComplete: () => ({
    change(session) {
      session.isNeverComplete = true;
    },
  }),
  expire: ({ status = 404 }) => ({
    isStored: false,
    change(session) {
      session.endStatus = status;
    },
    rewrite: () => sessionNotFound(status),
  }),
  bitFlip: ({ byte = 0, bit = 0 }) => ({
    change: ({ storage }, offset) => storage.flipBit(offset + byte, bit),
  }),

  // Faults of the list of missing parts.
  duplicateMissing: () => changeList((missing) => [...missing, ...missing]),
  unsorted: () => changeList((missing) => [...missing.slice(-1), ...missing.slice(0, -1)]),
  outOfRange: ({ extra }) => changeList((missing, session) => [...missing, extra ?? session.parts]),
};

function responseWith(status: number, body: unknown): UploadResponse {
  if (body === undefined) return emptyResponse(status);
  return typeof body === "string"
    ? textResponse(status, "text/plain", body)
    : jsonResponse(status, body);
}

function pad(response: UploadResponse, length: number): UploadResponse {
  const spaces = Buffer.alloc(Math.max(0, length - response.body.length), " ");
  return { ...response, body: Buffer.concat([response.body, spaces]) };
}

/** Compresses the body of a response, unless it is empty. */
function compress(response: UploadResponse): UploadResponse {
  if (response.body.length === 0) return response;
  const headers = { ...response.headers, "Content-Encoding": "gzip" };
  return { ...response, headers, body: gzipSync(response.body) };
}

function changeList(
  change: (missing: readonly number[], session: SessionState) => number[],
): Partial<FaultEffects> {
  return {
    rewrite: (_, session) =>
      jsonResponse(200, { missing_parts: change(session.missingParts, session) }),
  };
}
