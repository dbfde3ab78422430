import type { IncomingHttpHeaders } from "node:http";
import { type HandleRequest, Listener } from "./listener.ts";

/** A request that arrived at the other origin. */
export interface RedirectHit {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server of another origin, where faults send clients that must not go there. */
export interface RedirectTarget {
  /** A location there. */
  readonly url: string;
  /** How many requests arrived. */
  readonly hits: number;
  readonly requests: readonly RedirectHit[];
  /** Bytes of bodies that arrived. */
  readonly receivedBytes: number;
}

/** Starts the other origin. It answers everything with 200, as if all were well. */
export async function startRedirectTarget(): Promise<RedirectTarget & { close(): Promise<void> }> {
  const requests: RedirectHit[] = [];
  let receivedBytes = 0;
  const answer: HandleRequest = (request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, headers });
    request.on("data", (chunk: Buffer) => {
      receivedBytes += chunk.length;
    });
    request.on("end", () => response.end(JSON.stringify({ missing_parts: [] })));
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Allow-Methods", "*");
  };
  const listener = await Listener.start(0, answer);
  return {
    url: `${listener.url}/upload/session?id=elsewhere`,
    requests,
    get hits() {
      return requests.length;
    },
    get receivedBytes() {
      return receivedBytes;
    },
    close: () => listener.close(),
  };
}
