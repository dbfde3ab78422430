import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type ReceivedPair, readPairs } from "./params.ts";
import type { ReceivedBody } from "./receive-body.ts";

/** A request that was received completely. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly target: string;
  readonly path: string;
  /** Host named by the request, without port, in lower case. */
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  /** All values of each header, where they are known. In `headers` they are joined. */
  readonly distinctHeaders: Readonly<NodeJS.Dict<string[]>> | undefined;
  /** Pairs of the query, in the order in which they were sent. */
  readonly query: readonly ReceivedPair[];
  readonly body: ReceivedBody;
}

/** Parses the head of a request. */
export function receiveRequest(
  { method = "", url = "", headers, headersDistinct: distinctHeaders }: RequestHead,
  body: ReceivedBody,
): ReceivedRequest {
  const target = withoutOrigin(url);
  const queryStart = target.indexOf("?");
  const path = queryStart < 0 ? target : target.slice(0, queryStart);
  const query = queryStart < 0 ? [] : readPairs(target.slice(queryStart + 1));
  const host = hostOf(headers.host);
  return { method, target, path, host, headers, distinctHeaders, query, body };
}

type RequestHead = Pick<IncomingMessage, "method" | "url" | "headers"> &
  Partial<Pick<IncomingMessage, "headersDistinct">>;

/** Removes the origin of a request target. A client that uses a server as a proxy sends the whole URL. */
export function withoutOrigin(target: string): string {
  return target.replace(/^https?:\/\/[^/?]+/i, "");
}

/** Returns the host without its port. An invalid host is an empty string, which no signature matches. */
function hostOf(header: string = ""): string {
  const url = `http://${header}`;
  return URL.canParse(url) ? new URL(url).hostname : "";
}
