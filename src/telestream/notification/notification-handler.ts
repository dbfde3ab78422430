import {
  requireFunction,
  requireInteger,
  requireKind,
  requireKnownOptions,
  requireObject,
  requireText,
  requireThat,
} from "../../http/argument-checks.ts";
import { type DisposedByUsing, disposeWith } from "../../http/dispose.ts";
import { isRequest } from "../../http/received-body.ts";
import type { FlipNotification } from "./notification.ts";
import {
  type EventClient,
  type EventSource,
  factoryGetter,
  type NotificationEvent,
  type NotifiedObject,
  type NotifiedVideo,
} from "./notification-event.ts";
import { Receiver, type ReceiverSettings } from "./notification-receiver.ts";
import type { NotificationSource } from "./notification-relay.ts";
import {
  fromNode,
  fromRequest,
  isNodeRequest,
  type NodeRequest,
  type NodeResponse,
  sendToNode,
} from "./notification-request.ts";

/** Options of `createNotificationHandler()`. */
export interface HandlerOptions<Source, Event> {
  /** Factory that sends the notifications, or a client with its `factoryId`. Retrieves the objects. */
  factory: Source;
  /**
   * Called for each notification that is not a repetition, after the service has received its response. A failure is
   * passed to `onError`.
   */
  onEvent: (event: Event) => unknown;
  /**
   * Path of the notification URL, which nobody can guess: `/flip/3f6c…`. Requests for other paths get 404. The whole
   * path is compared, also behind a router.
   *
   * @default every path is accepted
   */
  secretPath?: string | undefined;
  /**
   * Called with all errors: bodies that are not notifications, objects that cannot be retrieved, failures of `onEvent`.
   * The service does not repeat these notifications.
   *
   * @default console.error
   */
  onError?: ((error: unknown, notification: FlipNotification | undefined) => unknown) | undefined;
  /**
   * Maximum number of notifications that are handled at once. Further ones get 503, and the service repeats them.
   *
   * @default 1000
   */
  maxPending?: number | undefined;
  /**
   * Maximum number of notifications that are remembered, to recognize repetitions.
   *
   * @default 10000
   */
  maxRemembered?: number | undefined;
}

/** Second argument of a handler in runtimes that stop work when the response is complete. */
export interface WaitUntilContext {
  /** Extends the lifetime of the request: `ctx.waitUntil` of Cloudflare Workers, or `after` of Next. */
  waitUntil?(work: Promise<unknown>): void;
}

/**
 * Receiver of notifications: a function for servers that pass a `Request`, and a listener for those of `node:http`.
 * It is also a source of notifications: `video.waitForEncodings({ notifications: handler })`.
 */
export interface NotificationHandler extends NotificationSource, DisposedByUsing {
  /** Handles a `Request`. `waitUntil` of the context is called, if there is one. */
  (request: Request, context?: WaitUntilContext | object): Promise<Response>;
  /** Handles a request of `node:http`, Express or a similar library. */
  (request: NodeRequest, response: NodeResponse): Promise<void>;
  /**
   * Waits until all notifications are handled. From now on, requests get 503, and the service repeats them. May be
   * called again. `await using` calls it, too.
   */
  close(): Promise<void>;
}

/** Source of the objects of one generation of the API. */
type Source<Video, Encoding> =
  | EventSource<Video, Encoding>
  | EventClient<EventSource<Video, Encoding>>;

/** Creates a receiver of notifications. See `createNotificationHandler()` of each generation of the API. */
export function createHandler<
  Video extends NotifiedVideo<Encoding>,
  Encoding extends NotifiedObject,
>(
  options: HandlerOptions<Source<Video, Encoding>, NotificationEvent<Video, Encoding>>,
): NotificationHandler {
  const receiver = new Receiver(readOptions(options));
  function handle(request: Request, context?: object): Promise<Response>;
  function handle(request: NodeRequest, response: NodeResponse): Promise<void>;
  async function handle(first: Request | NodeRequest, second?: object): Promise<unknown> {
    if (isRequest(first)) return handleRequest(receiver, first, second);
    const isNode = isNodeRequest(first) && typeof Object(second).writeHead === "function";
    requireThat(isNode, "request", "must be a Request, or a request and a response of Node");
    const reply = await receiver.respond(fromNode(first));
    try {
      sendToNode(reply, first, second as NodeResponse);
    } catch (error) {
      receiver.report(error); // Another function has responded. A rejection would end the process.
    }
    return undefined;
  }
  const close = (): Promise<void> => receiver.close();
  disposeWith(handle, close);
  // The method of `await using` has just been added.
  return Object.assign(handle, {
    subscribe: receiver.relay.subscribe,
    close,
  }) as NotificationHandler;
}

async function handleRequest(
  receiver: Pick<Receiver<never, never>, "respond">,
  request: Request,
  context: WaitUntilContext = {},
): Promise<Response> {
  const { status, headers } = await receiver.respond(fromRequest(request), (work) =>
    context.waitUntil?.(work),
  );
  return new Response(null, { status, headers });
}

function readOptions<Video, Encoding>(
  options: HandlerOptions<Source<Video, Encoding>, NotificationEvent<Video, Encoding>>,
): ReceiverSettings<Video, Encoding> {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { factory, onEvent, secretPath, maxPending = 1000, maxRemembered = 10_000 } = options;
  const { onError = logError } = options;
  const isSource = typeof factory === "object" && factory !== null;
  requireKind(isSource, "factory", factory, "a Factory or a TelestreamCloud");
  if ("getResource" in factory) requireText("factory.factoryId", factory.factoryId);
  return {
    getFactory: factoryGetter(factory),
    onEvent: requireFunction("onEvent", onEvent),
    onError: requireFunction("onError", onError),
    secretPath: secretPath === undefined ? undefined : requirePath("secretPath", secretPath),
    maxPending: requireInteger("maxPending", maxPending, 1, 1e9),
    maxRemembered: requireInteger("maxRemembered", maxRemembered, 1, 1e7),
  };
}

const knownOptions: Record<keyof HandlerOptions<never, never>, true> = {
  factory: true,
  onEvent: true,
  secretPath: true,
  onError: true,
  maxPending: true,
  maxRemembered: true,
};

function requirePath(argument: string, value: unknown): string {
  const path = requireText(argument, value);
  const isPath = /^\/[^?#]+$/.test(path);
  requireThat(isPath, argument, "must begin with a slash, and have no query");
  return new URL(`http://localhost${path}`).pathname;
}

function logError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: without the option, nobody would see the error.
  console.error(error);
}
