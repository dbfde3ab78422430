import type { SessionState } from "../session-state.ts";
import type { UploadResponse } from "../upload-response.ts";

/** How a connection ends without a response. */
export type ConnectionEnd =
  | { readonly kind: "reset" }
  | { readonly kind: "stall" }
  | { readonly kind: "restart"; readonly downMs: number };

/** How a response is sent. */
export type ResponseDelivery =
  | ConnectionEnd
  | { readonly kind: "whole" }
  | { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: "truncate"; readonly bytes: number }
  | { readonly kind: "raw"; readonly bytes: Uint8Array }
  | { readonly kind: "brokenTls"; readonly bytes: Uint8Array };

/** Planned effects on a request, in the order in which they happen. */
export interface FaultEffects {
  /** Response that is sent at once, without reading the body. */
  readonly early?: UploadResponse;
  /** Ends the connection after this many bytes of the body. */
  readonly cut?: { readonly bytes: number; readonly end: ConnectionEnd };
  /** Speed at which the body is read. */
  readonly pace?: { readonly bytes: number; readonly everyMs: number };
  /** Whether the request is applied to the session. */
  readonly isStored: boolean;
  /** Changes the session, after the bytes from `offset` on were stored. */
  readonly change?: (session: SessionState, offset: number) => void;
  /** Changes the response. */
  readonly rewrite?: (response: UploadResponse, session: SessionState) => UploadResponse;
  /** Milliseconds before the response. */
  readonly delayMs: number;
  readonly delivery: ResponseDelivery;
}

/** Effects on a request that triggers no fault. */
export const noEffects: FaultEffects = {
  isStored: true,
  delayMs: 0,
  delivery: { kind: "whole" },
};
