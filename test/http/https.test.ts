import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { NetworkError, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { expect, onTestFinished, test } from "vitest";
import { credentials } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

/** Starts a TCP server that records the first bytes of each connection, and closes it. */
async function startPlainServer(): Promise<{ port: number; received: string[] }> {
  const received: string[] = [];
  const server = createServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      received.push(bytes.toString("latin1"));
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, received };
}

/** Starts a server whose certificate is not trusted, and returns the number of its requests. */
async function startTlsWithoutTrust(): Promise<{ port: number; requests: () => number }> {
  const read = (name: string) =>
    readFile(new URL(`../fixtures/certificate/${name}.pem`, import.meta.url));
  const [key, cert] = await Promise.all([read("key"), read("cert")]);
  let requests = 0;
  const server = createTlsServer({ key, cert }, (_, response) => {
    requests++;
    response.end("[]");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

test("a server without TLS receives no request over http, and the error names https: false", async () => {
  const server = await startPlainServer();
  const options = { apiHost: "127.0.0.1", apiPort: server.port, https: true, retries: 0 };

  const error = await outcomeOf(
    new TelestreamCloud({ ...credentials, ...options }).get("/videos.json"),
  );

  expect(error).toBeInstanceOf(NetworkError);
  expect((error as NetworkError).message).toMatch(/TLS handshake.*https: false/);
  expect(server.received).not.toHaveLength(0);
  expect(server.received.filter((text) => /HTTP\/1\.1|signature/.test(text))).toEqual([]);
});

test("a server with an untrusted certificate receives no request, and the error names https: false", async () => {
  const server = await startTlsWithoutTrust();
  const apiHost = `127.0.0.1:${server.port}`;
  const hub = new Hub(new Credentials("ak", "sk"), "hub", { apiHost, https: true });

  const error = await outcomeOf(hub.getStream("z1.hub.title"));

  expect(error).toBeInstanceOf(NetworkError);
  expect((error as NetworkError).message).toMatch(/certificate.*https: false/);
  expect(server.requests()).toBe(0);
});

test.each([
  { options: {}, https: true },
  { options: { apiPort: 80 }, https: false },
  { options: { https: false }, https: false },
  { options: { apiHost: "localhost", apiPort: 8080 }, https: false },
])("tc.https is $https with the options $options", ({ options, https }) => {
  const tc = new TelestreamCloud({ ...credentials, ...options });

  expect(tc.https).toBe(https);
});

test("tc.apiPort is 80 by default without https", () => {
  const tc = new TelestreamCloud({ ...credentials, https: false });

  expect(tc.apiPort).toBe(80);
});
