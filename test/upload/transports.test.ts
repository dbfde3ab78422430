import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { restoreUploadSession } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { connect, startServer } from "../helpers/flip-server.ts";
import {
  createUpload,
  expectStored,
  quick,
  restoreLocally,
  startUploads,
  type Uploads,
} from "./start-uploads.ts";

/** Creates an agent that counts its requests, for a client and its uploads. */
function countingAgent(): { agent: Agent; count: () => number } {
  let count = 0;
  class CountingAgent extends Agent {
    addRequest(...request: unknown[]): void {
      count++;
      const { addRequest } = Agent.prototype as unknown as CountingAgent;
      addRequest.apply(this, request);
    }
  }
  const agent = new CountingAgent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return { agent, count: () => count };
}

/** Creates a `fetch` that counts its requests, and passes them on. */
function countingFetch(): { fetch: typeof fetch; count: () => number } {
  let count = 0;
  const counted = (url: string, init: RequestInit) => {
    count++;
    return fetch(url, init);
  };
  return { fetch: counted as typeof fetch, count: () => count };
}

/** Returns the same API and upload server with a client that has options. */
async function withOptions(uploads: Uploads, options: object): Promise<Uploads> {
  const flip = connect(uploads.api, options).getResource("flip");
  return Object.assign(uploads, { factory: await flip.factories.find("my-factory") });
}

test("UploadSession of a client with the option fetch sends everything through it", async () => {
  const { fetch, count } = countingFetch();
  const uploads = await withOptions(await startUploads(), { fetch });
  const upload = await createUpload(uploads);

  await upload.session.start();

  expectStored(upload);
  // The factory, the session, whether there is TLS, ten parts and the list of missing parts.
  expect(count()).toBe(14);
  expect(upload.progress.at(-1)).toMatchObject({ sent: 9_500 });
});

test("UploadSession over fetch recovers from a reset, and streams a path", async () => {
  const { fetch } = countingFetch();
  const uploads = await withOptions(await startUploads({ partSize: 200_000 }), { fetch });
  uploads.server.script([{ kind: "reset", part: 1 }]);
  const source = new URL("../fixtures/panda.mp4", import.meta.url);
  const upload = await createUpload(uploads, { source, bytes: readFileSync(source) });

  await upload.session.start();

  expectStored(upload);
});

test.each([
  { what: "accepts no data", after: 1_000, limit: { stallMs: 400 } },
  { what: "does not respond", after: "stored", limit: { answerMs: 400 } },
] as const)("UploadSession over fetch ends a request when the network $what", async (entry) => {
  const { fetch } = countingFetch();
  const uploads = await withOptions(await startUploads({ partSize: 20_000_000 }), { fetch });
  uploads.server.script([{ kind: "stall", part: 0, after: entry.after }]);
  const bytes = Buffer.alloc(20_000_000);
  const upload = await createUpload(uploads, { bytes, attempts: 20, ...entry.limit });

  await upload.session.start();

  expectStored(upload);
});

test("UploadSession of a client with the option agent sends everything through it", async () => {
  const { agent, count } = countingAgent();
  const uploads = await withOptions(await startUploads(), { agent });
  const upload = await createUpload(uploads);

  await upload.session.start();

  expectStored(upload);
  expect(count()).toBe(13);
});

test.each([
  { option: "fetch", create: countingFetch, requests: 13 },
  // The agent is one for http: TLS is not possible.
  { option: "agent", create: countingAgent, requests: 12 },
])("restoreUploadSession() sends everything through the option $option", async (entry) => {
  const { count, ...options } = entry.create();
  const upload = await createUpload(await startUploads());

  const session = restoreUploadSession(upload.session.state, upload.bytes, {
    ...restoreLocally,
    ...options,
  });
  await session.resume();

  expect(count()).toBe(entry.requests);
  expectStored({ ...upload, session, progress: [] });
});

test.each([
  ["an agent that is none", "agent", { agent: {} as Agent }],
  ["an unknown option", "stalMs", { stalMs: 1_000, profiles: undefined } as never],
])("restoreUploadSession() rejects %s", (_, argument, options) => {
  const restore = () => restoreUploadSession({} as never, new Uint8Array(1), options);

  expect(restore).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test("UploadSession trusts the option ca", async () => {
  const fixture = (name: string) =>
    readFileSync(new URL(`../fixtures/certificate/${name}`, import.meta.url));
  const server = createServer({ key: fixture("key.pem"), cert: fixture("cert.pem") });
  server.on("request", (request, response) => {
    request.resume();
    request.on("end", () => response.end('{"id":"v"}'));
  });
  await once(server.listen(0, "localhost"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const location = `https://localhost:${(server.address() as AddressInfo).port}/s`;
  const session = { id: "s", location };
  const api = await startServer(({ method }) => ({
    json: method === "GET" ? { id: "f", name: "F" } : session,
  }));
  const factory = await connect(api, { ca: fixture("cert.pem") })
    .getResource("flip")
    .factories.find("f");
  const upload = await factory.uploadSession(new Uint8Array(10), quick);

  const video = await upload.start();

  expect(video.id).toBe("v");
});
