import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ReceivedBody } from "./body/received-body.ts";
import type { MockOperation } from "./mock-operation.ts";
import { type Pair, type Params, readPairs, toParams } from "./params.ts";

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

/** A request that belongs to an operation. Its path has no prefix: `/videos.json`. */
export interface ReceivedCall<Operation extends MockOperation = MockOperation>
  extends ReceivedRequest {
  readonly operation: Operation;
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

/**
 * Text fields of the body that are parameters, like those of the query: the services merge them.
 * Those that the operation describes as a part of its body are not.
 */
export function formParameters({ operation, body }: ReceivedCall): Pair[] {
  if (!takesForm(operation)) return [];
  const format = operation.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  return body.fields.filter(({ key }) => format?.fields.includes(key) !== true);
}

/** Whether an operation's parameters may come in a form. */
export function takesForm({ method }: MockOperation): boolean {
  return method === "POST" || method === "PUT";
}

/** All parameters of a call. Of the same one in query and form, the form's counts. */
export function parametersOf(call: ReceivedCall): Params {
  return toParams([...call.query, ...formParameters(call)]);
}
