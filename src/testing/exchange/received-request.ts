import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Pair, readPairs } from "./params.ts";
import type { ReceivedBody } from "./receive-body.ts";

/** A request that was received as a whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly target: string;
  readonly path: string;
  /** Host that the request names, without port, in lower case. */
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  /** What the query holds, in its order. */
  readonly query: readonly Pair[];
  readonly body: ReceivedBody;
}

/** Takes the head of a request apart. */
export function receiveRequest(
  { method = "", url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  body: ReceivedBody,
): ReceivedRequest {
  // A proxy would get the whole URL here.
  const target = url.replace(/^https?:\/\/[^/?]+/i, "");
  const queryStart = target.indexOf("?");
  const path = queryStart < 0 ? target : target.slice(0, queryStart);
  const query = queryStart < 0 ? [] : readPairs(target.slice(queryStart + 1));
  return { method, target, path, host: hostOf(headers.host), headers, query, body };
}

/** Empty when there is none: then no signature can match. */
function hostOf(header: string = ""): string {
  const url = `http://${header}`;
  return URL.canParse(url) ? new URL(url).hostname : "";
}
