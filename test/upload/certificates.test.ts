import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import { quick } from "./start-uploads.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/certificate/${name}`, import.meta.url));

test("UploadSession sends nothing to a server whose certificate is not trusted", async () => {
  const server = createServer({ key: fixture("key.pem"), cert: fixture("cert.pem") });
  let connections = 0;
  let requests = 0;
  server.on("connection", () => connections++);
  server.on("request", () => requests++);
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const location = `https://127.0.0.1:${port}/s`;
  const session = { id: "s", location, parts: 1, part_size: 10, max_connections: 1 };
  const api = await startServer(({ method }) => ({
    json: method === "GET" ? { id: "f", name: "F" } : session,
  }));
  const factory = await connect(api).getResource("flip").factories.find("f");
  const upload = await factory.uploadSession(new Uint8Array(10), quick);

  const run = upload.start();

  await expect(run).rejects.toMatchObject({ name: "UploadError", reason: "certificate" });
  expect({ connections, requests }).toEqual({ connections: 1, requests: 0 });
});
