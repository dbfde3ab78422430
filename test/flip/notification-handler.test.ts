import { once } from "node:events";
import { text } from "node:stream/consumers";
import {
  createNotificationHandler,
  type Factory,
  FlipPiliError,
  InvalidArgumentError,
  type NotificationEvent,
  type NotificationHandlerOptions,
  parseNotification,
  TelestreamCloud,
} from "flip-pili/flip";
import type { MockServer } from "flip-pili/testing";
import { expect, test, vi } from "vitest";
import { connect, credentials as keys, startServer } from "../helpers/flip-server.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials, startFlip } from "../helpers/mock-flip.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  createGate,
  handlerForms,
  listen,
  openSocket,
  post,
  serve,
} from "../helpers/notification-server.ts";

const encoded = `event=video-encoded&video_id=${seeds.video}&encoding_ids[0]=${seeds.encoding}`;
const completed = `event=encoding-complete&encoding_id=${seeds.encoding}`;

test.each(handlerForms)(
  "a handler called with %s passes each event with its objects",
  async (form) => {
    const { factory, events, errors, handler } = await openHandler();
    const port = await serve(handler, form);
    const progress = `event=encoding-progress&encoding_id=${seeds.processingEncoding}&progress=23`;
    const created = `event=video-created&video_id=${seeds.failedVideo}`;

    const responses = [];
    for (const body of [created, encoded, progress, completed])
      responses.push(await post(port, body));
    await handler.close();

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(errors).toEqual([]);
    expect(byType(events)).toEqual([
      { type: "encoding-complete", encoding: await factory.encodings.find(seeds.encoding) },
      {
        type: "encoding-progress",
        encoding: await factory.encodings.find(seeds.processingEncoding),
      },
      { type: "video-created", video: await factory.videos.find(seeds.failedVideo) },
      {
        type: "video-encoded",
        video: await factory.videos.find(seeds.video),
        encodings: await (await factory.videos.find(seeds.video)).encodings.all(),
      },
    ]);
    const received = events.find(({ type }) => type === "encoding-progress");
    expect(received?.notification).toEqual(parseNotification(progress));
  },
);

test.each(handlerForms)(
  "a handler called with %s parses JSON and multipart forms",
  async (form) => {
    const { events, errors, handler } = await openHandler();
    const port = await serve(handler, form);
    const data = new FormData();
    for (const [name, value] of new URLSearchParams(encoded)) data.append(name, value);
    const multipart = new Response(data);
    const json = { event: "encoding-complete", encoding_id: seeds.encoding };

    await post(port, JSON.stringify(json), { contentType: "application/json; charset=utf-8" });
    await post(port, await multipart.text(), {
      contentType: multipart.headers.get("Content-Type") ?? "",
    });
    await handler.close();

    expect(errors).toEqual([]);
    expect(events.map(({ type }) => type).sort()).toEqual(["encoding-complete", "video-encoded"]);
  },
);

test.each(
  handlerForms.flatMap((form) => [
    { form, method: "POST", path: "/flip/3f6c", status: 200 },
    { form, method: "POST", path: "/flip/3f6c?source=flip", status: 200 },
    { form, method: "POST", path: "/flip/3f6", status: 404 },
    { form, method: "POST", path: "/flip/3f6d", status: 404 },
    { form, method: "POST", path: "/flip/3f6c/", status: 404 },
    { form, method: "POST", path: "/FLIP/3f6c", status: 404 },
    { form, method: "POST", path: "/?/flip/3f6c", status: 404 },
    { form, method: "GET", path: "/other", status: 404 },
    { form, method: "GET", path: "/flip/3f6c", status: 405 },
    { form, method: "HEAD", path: "/flip/3f6c", status: 405 },
    { form, method: "PUT", path: "/flip/3f6c", status: 405 },
  ]),
)("a handler called with $form responds to $method $path with $status", async (given) => {
  const { form, method, path, status } = given;
  const { handler, events } = await openHandler({ secretPath: "/flip/3f6c" });
  const port = await serve(handler, form);
  const hasBody = method === "POST" || method === "PUT";

  const response = await post(port, hasBody ? completed : "", { method, path });
  await handler.close();

  expect(response.status).toBe(status);
  expect(/^allow: POST\r$/im.test(response.head)).toBe(status === 405);
  expect(events).toHaveLength(status === 200 ? 1 : 0);
});

test("a handler compares the secret path as URLs escape it", async () => {
  const { handler } = await openHandler({ secretPath: "/flip/é 1" });
  const port = await serve(handler);

  const { status } = await post(port, completed, { path: "/flip/%C3%A9%201" });

  expect(status).toBe(200);
});

test.each(
  handlerForms.flatMap((form) => [
    { form, isChunked: false, size: 2 ** 20, status: 200 },
    { form, isChunked: false, size: 2 ** 20 + 1, status: 413 },
    { form, isChunked: true, size: 2 ** 20, status: 200 },
    { form, isChunked: true, size: 2 ** 20 + 1, status: 413 },
  ]),
)(
  "a handler called with $form responds to $size bytes (chunked: $isChunked) with $status",
  async (given) => {
    const { form, isChunked, size, status } = given;
    const { handler, events } = await openHandler();
    const port = await serve(handler, form);
    const body = `${completed}&payload=`.padEnd(size, "x");

    const response = await post(port, body, { isChunked });
    await handler.close();

    expect(response.status).toBe(status);
    expect(events).toHaveLength(status === 200 ? 1 : 0);
  },
);

test.each([
  { body: "", contentType: "application/x-www-form-urlencoded" },
  { body: "event=video-deleted&video_id=v", contentType: "application/x-www-form-urlencoded" },
  { body: "event=video-encoded", contentType: "application/x-www-form-urlencoded" },
  { body: "{", contentType: "application/json" },
  { body: "[]", contentType: "application/json" },
  { body: "--x", contentType: "multipart/form-data; boundary=x" },
])("a handler reports $body of $contentType, and responds with 200", async (given) => {
  const { handler, events, errors } = await openHandler();
  const port = await serve(handler);

  const { status } = await post(port, given.body, { contentType: given.contentType });

  expect(status).toBe(200);
  expect(errors).toEqual([[expect.any(InvalidArgumentError), undefined]]);
  expect(events).toEqual([]);
});

test.each(handlerForms)(
  "a handler called with %s responds before the object and onEvent",
  async (form) => {
    const [fetching, handling] = [createGate(), createGate()];
    const server = await startServer(async ({ path }) => {
      if (path.includes("/encodings/")) await fetching.opened;
      return { json: { id: "e", status: "success" } };
    });
    const factory = await connect(server).getResource("flip").factories.find("f");
    const started: string[] = [];
    const onEvent = async ({ type }: NotificationEvent) => {
      started.push(type);
      await handling.opened;
      started.push("end");
    };
    const handler = createNotificationHandler({ factory, onEvent });
    const port = await serve(handler, form);

    const { status } = await post(port, completed);
    const before = [...started];
    fetching.open();
    const closing = handler.close();
    handling.open();
    await closing;

    expect([status, before]).toEqual([200, []]);
    expect(started).toEqual(["encoding-complete", "end"]);
  },
);

test("a handler drops notifications that arrive again, in any order and at the same time", async () => {
  const { handler, events } = await openHandler();
  const port = await serve(handler);

  await Promise.all([encoded, completed, encoded, completed].map((body) => post(port, body)));
  await handler.close();

  expect(byType(events).map(({ type }) => type)).toEqual(["encoding-complete", "video-encoded"]);
});

test("a handler passes a notification again after its object has changed", async () => {
  const states = ["fail", "fail", "success"];
  const server = await startServer(({ path }) => ({
    json: path.includes("/encodings/") ? { id: "e", status: states.shift() } : { id: "f" },
  }));
  const factory = await connect(server).getResource("flip").factories.find("f");
  const { handler, events } = await openHandler({ factory });
  const port = await serve(handler);

  for (const _ of [1, 2, 3]) await postAndWait(port, completed, server.requests);
  await handler.close();

  expect(events.map((event) => "encoding" in event && event.encoding.status)).toEqual([
    "fail",
    "success",
  ]);
});

test("a handler passes video-encoded again after one of the encodings has changed", async () => {
  const states = ["fail", "fail", "success"];
  const server = await startServer(({ path }) => ({
    json: path.endsWith("/encodings.json") ? [{ id: "e", status: states.shift() }] : { id: "v" },
  }));
  const factory = await connect(server).getResource("flip").factories.find("f");
  const { handler, events } = await openHandler({ factory });
  const port = await serve(handler);

  for (const _ of [1, 2, 3]) await postAndWait(port, encoded, server.requests, 2);
  await handler.close();

  expect(events).toHaveLength(2);
});

test("a handler passes each progress", async () => {
  const { handler, events } = await openHandler();
  const port = await serve(handler);
  const base = `event=encoding-progress&encoding_id=${seeds.processingEncoding}`;

  for (const progress of [10, 20, 20]) await post(port, `${base}&progress=${progress}`);
  await handler.close();

  expect(events.length).toBeGreaterThanOrEqual(2);
  const values = events.map(
    (event) => "progress" in event.notification && event.notification.progress,
  );
  expect(new Set(values)).toEqual(new Set([10, 20]));
});

test("a handler remembers a limited number of notifications", async () => {
  const { mock, handler, events } = await openHandler({ maxRemembered: 1 });
  const port = await serve(handler);
  const others = `event=encoding-complete&encoding_id=${seeds.failedEncoding}`;

  for (const body of [completed, completed, others, completed]) {
    const count = mock.requests.length;
    await post(port, body);
    await vi.waitFor(() => expect(mock.requests.length).toBe(count + 1));
    await vi.waitFor(() => expect(events.length).toBeGreaterThan(0));
  }
  await handler.close();

  expect(events).toHaveLength(3);
});

test.each([
  { title: "throws", onEvent: () => raise("failed") },
  { title: "rejects", onEvent: async () => raise("failed") },
])(
  "a handler reports that onEvent $title, and passes the notification again",
  async ({ onEvent }) => {
    const calls = vi.fn(onEvent);
    const { handler, errors } = await openHandler({ onEvent: calls });
    const port = await serve(handler);

    const first = await post(port, completed);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    await post(port, completed);
    await handler.close();

    expect(first.status).toBe(200);
    expect(calls).toHaveBeenCalledTimes(2);
    expect(errors[0]).toEqual([new Error("failed"), parseNotification(completed)]);
  },
);

test("a handler survives an onError that throws or rejects", async () => {
  const onError = vi.fn().mockImplementationOnce(raise).mockRejectedValueOnce(new Error("failed"));
  const { handler, events } = await openHandler({ onError });
  const port = await serve(handler);

  const statuses = [];
  for (const body of ["a", "b", completed]) statuses.push((await post(port, body)).status);
  await handler.close();

  expect(statuses).toEqual([200, 200, 200]);
  expect(onError).toHaveBeenCalledTimes(2);
  expect(events).toHaveLength(1);
});

test("a handler writes errors to the console by default", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const { factory } = await openHandler();
  const handler = createNotificationHandler({ factory, onEvent: () => {} });

  await handler(new Request("http://example.com", { method: "POST", body: "event=a" }));

  expect(log).toHaveBeenCalledWith(expect.any(InvalidArgumentError));
  log.mockRestore();
});

test("a handler reports an object that does not exist: anyone can send a notification", async () => {
  const { handler, events, errors } = await openHandler();
  const port = await serve(handler);
  const forged = "event=encoding-complete&encoding_id=forged";

  const { status } = await post(port, forged);
  await handler.close();

  expect(status).toBe(200);
  expect(events).toEqual([]);
  expect(errors).toMatchObject([[{ name: "HttpError", status: 404 }, { encoding_id: "forged" }]]);
});

test("handler.close() waits for what is running, and later notifications get 503", async () => {
  const gate = createGate();
  const { handler, events } = await openHandler({ onEvent: () => gate.opened });
  const port = await serve(handler);
  await post(port, completed);
  let isClosed = false;

  const closing = handler.close().then(() => {
    isClosed = true;
  });
  const late = await post(port, encoded);
  const wasClosed = isClosed;
  gate.open();
  await closing;
  await handler[Symbol.asyncDispose]();

  expect(late.status).toBe(503);
  expect(late.head).toMatch(/^retry-after: \d+\r$/im);
  expect(wasClosed).toBe(false);
  expect(events).toEqual([]);
});

test("a handler responds with 503 while too many notifications are handled", async () => {
  const gate = createGate();
  const { handler } = await openHandler({ onEvent: () => gate.opened, maxPending: 2 });
  const port = await serve(handler);

  const statuses = [];
  for (const body of [completed, encoded, encoded]) statuses.push((await post(port, body)).status);
  gate.open();
  await handler.close();

  expect(statuses).toEqual([200, 200, 503]);
});

test("a handler passes its work to waitUntil()", async () => {
  const { handler, events } = await openHandler();
  const work: Promise<unknown>[] = [];
  const context = {
    work,
    waitUntil(promise: Promise<unknown>) {
      this.work.push(promise);
    },
  };

  const response = await handler(notify(completed), context);
  const before = events.length;
  await Promise.all(work);

  expect([response.status, before, work.length]).toEqual([200, 0, 1]);
  expect(events).toHaveLength(1);
});

test.each([{ params: {} }, { waitUntil: 1 }, { waitUntil: () => raise("closed") }])(
  "a handler handles notifications with the context %j",
  async (context) => {
    const { handler, events } = await openHandler();

    const { status } = await handler(notify(completed), context);
    await handler.close();

    expect(status).toBe(200);
    expect(events).toHaveLength(1);
  },
);

test("a handler with a client retrieves its factory once, and again after a failure", async () => {
  const { mock } = await openHandler();
  const factory = connect(mock, { ...credentials, factoryId: seeds.factory });
  const { handler, events, errors } = await openHandler({ factory });
  const port = await serve(handler);
  mock.requests.length = 0;
  mock.fail(1, { status: 500, operationId: "getFactory" });

  await post(port, encoded);
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  await post(port, encoded);
  await post(port, completed);
  await handler.close();

  expect(errors).toMatchObject([[{ name: "HttpError", status: 500 }, { event: "video-encoded" }]]);
  expect(events).toHaveLength(2);
  const requests = mock.requests.filter(({ operationId }) => operationId === "getFactory");
  expect(requests.length).toBe(2);
});

test("a handler reads what a body parser has read, and the original URL of a router", async () => {
  const { handler, events, errors } = await openHandler({ secretPath: "/hooks/flip" });
  const port = await listen(async (request, response) => {
    const body = Object.fromEntries(new URLSearchParams(await text(request)));
    await handler(Object.assign(request, { body, originalUrl: request.url, url: "/" }), response);
  });

  const { status } = await post(port, encoded, { path: "/hooks/flip" });
  await handler.close();

  expect([status, errors]).toEqual([200, []]);
  expect(events).toHaveLength(1);
});

test("a handler reads the body itself when a body parser has set an empty object", async () => {
  const { handler, events } = await openHandler();
  const port = await listen((request, response) =>
    handler(Object.assign(request, { body: {} }), response),
  );

  await post(port, completed);
  await handler.close();

  expect(events).toHaveLength(1);
});

test("a handler responds with 500 when another function has read the body", async () => {
  const { handler, errors } = await openHandler();
  const port = await listen(async (request, response) => {
    await text(request);
    await handler(request, response);
  });
  const request = notify(completed);
  await request.text();

  const ofNode = await post(port, completed);
  const ofRequest = await handler(request);

  expect([ofNode.status, ofRequest.status]).toEqual([500, 500]);
  expect(errors).toMatchObject([
    [{ name: "InvalidArgumentError" }, undefined],
    [{ name: "InvalidArgumentError" }, undefined],
  ]);
});

test("a handler responds with 413 to an announced size, before the body arrives", async () => {
  const { handler } = await openHandler();
  const port = await serve(handler);
  const socket = openSocket(port);

  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${2 ** 20 + 1}\r\n\r\n`);
  const [head] = await once(socket, "data");

  expect(String(head)).toMatch(/^HTTP\/1\.1 413 /);
  expect(String(head)).toMatch(/^connection: close\r$/im);
});

test("a handler reports a request whose connection is closed already", async () => {
  const { handler, errors } = await openHandler();
  const done = createGate();
  const port = await listen(async (request, response) => {
    request.destroy();
    await once(request, "close");
    await handler(request, response);
    done.open();
  });

  openSocket(port).write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nevent=");
  await done.opened;

  expect(errors).toMatchObject([[{ name: "FlipPiliError" }, undefined]]);
});

test("a handler reports that another function has responded", async () => {
  const { handler, events, errors } = await openHandler();
  const port = await listen(async (request, response) => {
    response.writeHead(204).flushHeaders();
    await handler(request, response);
    response.end();
  });

  const { status } = await post(port, completed);
  await handler.close();

  expect(status).toBe(204);
  expect(events).toHaveLength(1);
  expect(errors).toMatchObject([[{ code: "ERR_HTTP_HEADERS_SENT" }, undefined]]);
});

test("a handler reports a connection that breaks in the body", async () => {
  const { handler, errors } = await openHandler();
  const port = await serve(handler);
  const socket = openSocket(port);

  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nevent=");
  await once(socket, "connect");
  socket.end();
  await vi.waitFor(() => expect(errors).toHaveLength(1));

  expect(errors[0]?.[0]).toBeInstanceOf(FlipPiliError);
});

test("a handler leaves the connection usable after a body that it has not read", async () => {
  const { handler, events } = await openHandler({ secretPath: "/a" });
  const port = await serve(handler);
  const socket = openSocket(port);

  const first = await post(port, completed, { path: "/b", socket });
  const second = await post(port, completed, { path: "/a", socket });
  await handler.close();

  expect([first.status, second.status]).toEqual([404, 200]);
  expect(events).toHaveLength(1);
});

test("a handler wakes waitForEncodings()", async () => {
  const { mock, factory, handler } = await openHandler();
  const port = await serve(handler);
  const video = await factory.videos.create({ source_url: "http://a.com/b.mp4", profiles: "h264" });
  await mock.advance(60_000);
  const waiting = video.waitForEncodings({ notifications: handler, pollMs: 60_000 });
  const received: unknown[] = [];
  const unsubscribe = handler.subscribe((notification) => received.push(notification));

  const body = `event=video-encoded&video_id=${video.id}`;
  await post(port, body);
  unsubscribe();
  await post(port, completed);

  expect(await waiting).toMatchObject([{ status: "success" }]);
  expect(received).toEqual([parseNotification(body)]);
});

test("a handler receives the webhooks of the mock server, and each is delivered once", async () => {
  const { mock, factory, handler, events, errors } = await openHandler({ secretPath: "/flip/3f" });
  const port = await serve(handler);
  await factory.updateNotifications({
    url: `http://127.0.0.1:${port}/flip/3f`,
    events: {
      video_created: true,
      video_encoded: true,
      encoding_progress: true,
      encoding_completed: true,
    },
  });

  await factory.videos.create({ source_url: "http://a.com/b.mp4", profiles: "h264" });
  for (let second = 0; second < 60; second++) await mock.advance(1000);
  await handler.close();

  expect(errors).toEqual([]);
  expect(mock.deliveries.every(({ attempts }) => attempts.join() === "200")).toBe(true);
  expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([
    "encoding-complete",
    "encoding-progress",
    "video-created",
    "video-encoded",
  ]);
});

test.each<{ options: object; argument: string }>([
  { options: { factory: undefined }, argument: "factory" },
  { options: { factory: new TelestreamCloud(keys) }, argument: "factory.factoryId" },
  { options: { onEvent: undefined }, argument: "onEvent" },
  { options: { onError: "log" }, argument: "onError" },
  { options: { secretPath: "flip" }, argument: "secretPath" },
  { options: { secretPath: "/" }, argument: "secretPath" },
  { options: { secretPath: "/a?b" }, argument: "secretPath" },
  { options: { secretpath: "/a" }, argument: "secretpath" },
  { options: { maxPending: 0 }, argument: "maxPending" },
  { options: { maxRemembered: 1.5 }, argument: "maxRemembered" },
])("createNotificationHandler() rejects $argument", async ({ options, argument }) => {
  const { factory } = await openHandler();
  const all = { factory, onEvent: () => {}, ...options };

  expect(() => createNotificationHandler(all)).toThrow(expect.objectContaining({ argument }));
});

test("a handler rejects what is neither a Request nor a request of node:http", async () => {
  const { handler } = await openHandler();

  const error = await outcomeOf(handler({ body: completed } as unknown as Request));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "request" });
});

interface OpenHandler {
  readonly mock: MockServer;
  readonly factory: Factory;
  readonly handler: ReturnType<typeof createNotificationHandler>;
  readonly events: NotificationEvent[];
  readonly errors: (readonly [error: unknown, notification: unknown])[];
}

/** Creates a handler for the factory of a mock that records what it passes on. */
async function openHandler(
  options: Partial<NotificationHandlerOptions> = {},
): Promise<OpenHandler> {
  const mock = await startFlip();
  const factory = await connect(mock, credentials)
    .getResource("flip")
    .factories.find(seeds.factory);
  const events: NotificationEvent[] = [];
  const errors: (readonly [unknown, unknown])[] = [];
  const handler = createNotificationHandler({
    factory,
    onEvent: (event) => void events.push(event),
    onError: (...error) => void errors.push(error),
    ...options,
  });
  return { mock, factory, handler, events, errors };
}

/** Sends a notification, and waits until its objects have been requested. */
async function postAndWait(
  port: number,
  body: string,
  requests: readonly unknown[],
  requestCount: number = 1,
): Promise<void> {
  const expected = requests.length + requestCount;
  await post(port, body);
  await vi.waitFor(() => expect(requests.length).toBe(expected));
}

function byType(events: readonly NotificationEvent[]): Omit<NotificationEvent, "notification">[] {
  return events
    .map(({ notification, ...event }) => event)
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

function notify(body: string): Request {
  return new Request("http://example.com/", { method: "POST", body: new URLSearchParams(body) });
}

function raise(message: string): never {
  throw new Error(message);
}
