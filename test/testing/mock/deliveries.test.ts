import { once } from "node:events";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { MockClock } from "../../../src/testing/mock/clock.ts";
import { Deliveries, type DeliveryPolicy } from "../../../src/testing/mock/deliveries.ts";
import { closedPort } from "../../helpers/flip-server.ts";

const policy = { retryDelaysMs: [1000, 2000], timeoutMs: 5000 };

/** Starts a receiver that responds with these statuses, one after the other, and deliveries to it. */
async function startReceiver(statuses: number[], changes: Partial<DeliveryPolicy> = {}) {
  const received: { type: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ type: request.headers["content-type"], body: await text(request) });
    response.writeHead(statuses.shift() ?? 200, { Location: "/elsewhere" }).end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const clock = new MockClock(() => new Date(0), 0);
  const deliveries = new Deliveries(clock, { ...policy, ...changes });
  const message = {
    url: `http://127.0.0.1:${port}/hook`,
    event: "video-created",
    contentType: "application/x-www-form-urlencoded",
    body: "event=video-created",
  };
  return { received, clock, deliveries, message, server };
}

test("Deliveries.send() posts a message, and resolves with the response", async () => {
  const { received, deliveries, message } = await startReceiver([204]);

  await deliveries.send(message);

  expect(received).toEqual([{ type: message.contentType, body: message.body }]);
  expect(deliveries.sent).toEqual([{ ...message, attempts: [204], isDelivered: true }]);
});

test("Deliveries.send() retries until the message is accepted", async () => {
  const { received, clock, deliveries, message } = await startReceiver([500, 302]);

  await deliveries.send(message);
  await clock.advance(999);
  const early = received.length;
  await clock.advance(1);
  const second = received.length;
  await clock.advance(10_000);

  expect([early, second, received.length]).toEqual([1, 2, 3]);
  expect(deliveries.sent).toMatchObject([{ attempts: [500, 302, 200], isDelivered: true }]);
});

test("Deliveries.send() stops after the last delay", async () => {
  const { clock, deliveries, message } = await startReceiver([500, 501, 502, 503]);

  await deliveries.send(message);
  await clock.advance(100_000);

  expect(deliveries.sent).toMatchObject([{ attempts: [500, 501, 502], isDelivered: false }]);
});

test("Deliveries.send() uses the delays of the message", async () => {
  const { clock, deliveries, message } = await startReceiver([500, 501, 502]);

  await deliveries.send(message, [10]);
  await clock.advance(100_000);

  expect(deliveries.sent).toMatchObject([{ attempts: [500, 501] }]);
});

test("Deliveries.send() uses the accepted statuses of the policy", async () => {
  const isAccepted = (status: number) => status === 200;
  const { clock, deliveries, message } = await startReceiver([204], { isAccepted });

  await deliveries.send(message);
  await clock.advance(1000);

  expect(deliveries.sent).toMatchObject([{ attempts: [204, 200], isDelivered: true }]);
});

test("Deliveries.sent contains the reason why a message did not arrive", async () => {
  const { clock, deliveries, message, server } = await startReceiver([]);
  server.on("connection", (socket) => socket.destroy());

  await deliveries.send(message);
  await deliveries.send({ ...message, url: "ftp://127.0.0.1/" });
  await clock.advance(10_000);

  const [closed, unknown] = deliveries.sent;
  expect(closed?.attempts).toHaveLength(3);
  expect(String(closed?.attempts[0])).toMatch(/other side closed|ECONNRESET/);
  expect(unknown?.attempts[0]).toBe("unknown scheme");
});

test("Deliveries.send() ends an attempt without response after the timeout", async () => {
  const { deliveries, message, server } = await startReceiver([], { timeoutMs: 20 });
  server.removeAllListeners("request");

  await deliveries.send(message);

  expect(deliveries.sent[0]?.attempts).toEqual([expect.stringContaining("timeout")]);
});

test("Deliveries.send() returns the status of a response with a large body", async () => {
  const { deliveries, message, server } = await startReceiver([]);
  server.removeAllListeners("request");
  server.on("request", (_, response) => response.end(Buffer.alloc(10_000_000)));

  await deliveries.send(message);

  expect(deliveries.sent).toMatchObject([{ attempts: [200], isDelivered: true }]);
});

test.each([
  ["fetch", {}],
  ["an agent", { agent: new Agent({ keepAlive: true }) }],
])("Deliveries.send() over %s counts a status whose body never ends", async (_, connection) => {
  const { clock, message, server } = await startReceiver([]);
  const closed: Promise<unknown>[] = [];
  server.removeAllListeners("request");
  server.on("request", (_request, response) => {
    closed.push(once(response, "close"));
    response.writeHead(200).flushHeaders();
  });
  const changes = { timeoutMs: 60_000, retryDelaysMs: [] };
  const deliveries = new Deliveries(clock, { ...policy, ...changes }, { connection });

  await deliveries.send(message);
  const { attempts, isDelivered } = deliveries.sent[0] ?? {};
  deliveries.close();
  await Promise.all(closed);

  expect({ attempts, isDelivered }).toEqual({ attempts: [200], isDelivered: true });
});

test.each([
  ["fetch", {}],
  ["an agent", { agent: new Agent() }],
])(
  "Deliveries.send() over %s sends no credentials of a URL, and logs none",
  async (_, connection) => {
    const { received, clock, message } = await startReceiver([]);
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const deliveries = new Deliveries(clock, { ...policy, retryDelaysMs: [] }, { connection, log });
    const url = `${message.url.replace("//", "//name:password@")}?secret`;

    await deliveries.send({ ...message, url });

    expect(received).toEqual([]);
    expect(deliveries.sent[0]?.attempts).toEqual(["the URL contains credentials"]);
    expect(lines).toEqual([
      `POST ${message.url} with video-created: no response: the URL contains credentials (attempt 1, no more follow)`,
    ]);
  },
);

test("Deliveries.send() uses the agent of the caller", async () => {
  const { received, clock, message } = await startReceiver([503, 302, 200]);
  const urls: string[] = [];
  const agent = (url: URL) => {
    urls.push(url.href);
    return undefined;
  };
  const deliveries = new Deliveries(clock, policy, { connection: { agent } });

  await deliveries.send({ ...message, url: `${message.url}?secret` });
  await clock.advance(10_000);
  await deliveries.send({ ...message, url: `http://127.0.0.1:${await closedPort()}/` });
  deliveries.close();

  expect(urls.slice(0, 3)).toEqual([message.url, message.url, message.url]);
  expect(received).toHaveLength(3);
  expect(received[0]).toEqual({ type: message.contentType, body: message.body });
  expect(deliveries.sent).toMatchObject([
    { attempts: [503, 302, 200], isDelivered: true },
    { attempts: [expect.stringContaining("ECONNREFUSED")], isDelivered: false },
  ]);
});

test("Deliveries.close() cancels retries", async () => {
  const { received, clock, deliveries, message } = await startReceiver([500]);

  await deliveries.send(message);
  deliveries.close();
  await clock.advance(100_000);

  expect(received).toHaveLength(1);
  expect(deliveries.sent).toMatchObject([{ attempts: [500] }]);
});

test("Deliveries.reset() and close() cancel what is in progress", async () => {
  const { received, clock, deliveries, message, server } = await startReceiver([]);
  server.removeAllListeners("request");

  const first = deliveries.send(message);
  deliveries.reset();
  await first;
  const second = deliveries.send(message);
  deliveries.close();
  await second;
  await deliveries.send(message);
  await clock.advance(100_000);

  expect(deliveries.sent).toMatchObject([{ attempts: [], isDelivered: false }]);
  expect(received).toEqual([]);
});
