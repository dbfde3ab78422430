import { readFileSync } from "node:fs";
import { request as sendRequest } from "node:https";
import { startUploadServer, type UploadFault } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/certificate/${name}`, import.meta.url));
const tls = { key: fixture("key.pem"), cert: fixture("cert.pem") };

/** Starts a server that speaks TLS, with faults. */
async function startEncrypted(...faults: UploadFault[]) {
  const server = await startUploadServer({ tls });
  onTestFinished(() => server.close());
  server.script(faults);
  return { server, session: server.createSession({ fileName: "a.mp4", fileSize: 10 }) };
}

/** Sends a GET request on a new connection. Returns its status, or the code of the failure. */
function outcomeOfGet(location: string): Promise<unknown> {
  return new Promise((resolve) => {
    const request = sendRequest(location, { ca: tls.cert, agent: false });
    request.on("response", ({ statusCode }) => resolve(statusCode));
    request.on("error", ({ code, message }: NodeJS.ErrnoException) =>
      resolve(code === "EPROTO" ? message : code),
    );
    request.end();
  });
}

test("tls serves sessions over https", async () => {
  const { server, session } = await startEncrypted();

  const outcome = await outcomeOfGet(session.location);

  expect(session.location).toMatch(/^https:\/\/localhost:/);
  expect(outcome).toBe(200);
  expect(server.url).toBe(new URL(session.location).origin);
});

test("locationScheme hides that the server speaks TLS", async () => {
  const server = await startUploadServer({ tls, locationScheme: "http" });
  onTestFinished(() => server.close());

  const { location } = server.createSession({ fileName: "a.mp4", fileSize: 10 });

  expect(location).toMatch(/^http:\/\/localhost:/);
  expect(await outcomeOfGet(location.replace("http:", "https:"))).toBe(200);
});

test.each([
  ["alert", /alert handshake failure|ALERT_HANDSHAKE_FAILURE/],
  ["plain", /wrong version number|WRONG_VERSION_NUMBER/],
  ["close", /ECONNRESET/],
  ["reset", /ECONNRESET/],
] as const)("handshake fails with the reply %s, once", async (reply, failure) => {
  const { server, session } = await startEncrypted({ kind: "handshake", reply });

  const outcomes = [await outcomeOfGet(session.location), await outcomeOfGet(session.location)];

  expect(outcomes).toEqual([expect.stringMatching(failure), 200]);
  expect(server.unusedFaults).toEqual([]);
  expect(session.requests).toHaveLength(1);
});

test.each([
  ["record", /BAD_RECORD_MAC/],
  ["plain", /WRONG_VERSION_NUMBER/],
] as const)("brokenTls ends a request with a %s", async (reply, failure) => {
  const { session } = await startEncrypted({ kind: "brokenTls", reply, method: "GET" });

  const outcomes = [await outcomeOfGet(session.location), await outcomeOfGet(session.location)];

  expect(outcomes).toEqual([expect.stringMatching(failure), 200]);
  expect(session.requests.map(({ status }) => status)).toEqual(["raw", 200]);
});

test.each([{ tls: "yes" as never }, { locationScheme: "ftp" as never }])(
  "startUploadServer() rejects %j",
  async (options) => {
    await expect(startUploadServer(options)).rejects.toMatchObject({
      name: "InvalidArgumentError",
    });
  },
);

test.each<UploadFault>([
  { kind: "reset" },
  { kind: "reset", after: "stored" },
  { kind: "loseAnswer" },
  { kind: "restart", downMs: 0 },
])("$kind resets a connection that speaks TLS", async (fault) => {
  const { server, session } = await startEncrypted(fault);

  const outcome = await outcomeOfGet(session.location);

  expect(outcome).toBe("ECONNRESET");
  expect(server.requests[0]?.status).toBe("reset");
});
