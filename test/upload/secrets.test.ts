import { inspect } from "node:util";
import {
  InvalidArgumentError,
  restoreUploadSession,
  type UploadSession,
  type UploadState,
} from "flip-pili/flip";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import { credentials } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, startUploads } from "./start-uploads.ts";

const faults: UploadFault[] = [
  { kind: "status", status: 403, part: 1 },
  { kind: "status", status: 500, part: 1 },
  { kind: "reset", part: 1 },
  { kind: "redirect", part: 1 },
  { kind: "html", part: 1 },
  { kind: "raw", part: 1 },
  { kind: "expire", part: 1 },
  { kind: "outOfRange" },
];

/** Returns everything that a log could show of a value. */
function toLogText(value: unknown): string {
  const { message, stack } = value instanceof Error ? value : new Error("none");
  return [inspect(value, { depth: 12 }), JSON.stringify(value), message, stack].join("\n");
}

function expectNoSecret(session: UploadSession, outcome: unknown): void {
  const shown = [session, session.state, outcome].map(toLogText).join("\n");
  expect(shown).not.toContain(credentials.secretKey);
  expect(shown).not.toContain(credentials.accessKey);
  expect(shown).not.toMatch(/signature=/);
}

for (const fault of faults) {
  test(`UploadSession shows no secret after the fault ${JSON.stringify(fault)}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([fault]);
    const { session } = await createUpload(uploads, { attempts: 1 });

    const outcome = await outcomeOf(session.start());

    expect(outcome).toBeInstanceOf(Error);
    expectNoSecret(session, outcome);
  });
}

test("UploadError has the state, but does not show the location", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, part: 1 }]);
  const { session } = await createUpload(uploads);

  const outcome = await outcomeOf(session.start());

  expect(outcome).toMatchObject({ state: session.state });
  expect(toLogText(outcome)).not.toContain(session.location);
});

test("UploadSession.state is plain JSON, and constant", async () => {
  const uploads = await startUploads();
  const { session } = await createUpload(uploads);
  const before = JSON.stringify(session.state);

  await session.start();

  expect(JSON.stringify(session.state)).toBe(before);
  expect(JSON.parse(before)).toEqual(session.state);
});

const state = {
  version: 1,
  location: "https://upload.example.com/s",
  isPrivate: false,
  fileName: "panda.mp4",
  fileSize: 10,
  parts: 2,
  partSize: 5,
  maxConnections: 1,
  fingerprint: { sample: "0".repeat(64) },
} as const;

test.each([true, false])(
  "restoreUploadSession() of a state with a private host and isPrivate: %s needs allowPrivateHost",
  (isPrivate) => {
    const tampered = { ...state, isPrivate, location: "http://169.254.169.254/s" };
    const restore = (allowPrivateHost?: boolean) =>
      restoreUploadSession(tampered, new Uint8Array(10), { allowPrivateHost });

    expect(() => restore()).toThrow(InvalidArgumentError);
    expect(() => restore(false)).toThrow(/allowPrivateHost: must be set .*\(169\.254\.169\.254\)/);
    expect(() => restore("yes" as never)).toThrow("allowPrivateHost: must be a boolean");
    expect(restore(true).status).toBe("interrupted");
  },
);

test("restoreUploadSession() of a state with a public host needs no option", () => {
  const session = restoreUploadSession({ ...state, isPrivate: true }, new Uint8Array(10));

  expect(session.status).toBe("interrupted");
});

test("restoreUploadSession() leaves out fields that are not of a state, however deeply nested", () => {
  const nested: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
  const fingerprint = { ...state.fingerprint, extra: nested };

  const session = restoreUploadSession(
    { ...state, fingerprint, extra: nested } as UploadState,
    new Uint8Array(10),
  );

  expect(session.state).toEqual(state);
});

test.each([
  null,
  [],
  "{}",
  {},
  { ...state, version: 2 },
  { ...state, location: "file:///etc/passwd" },
  { ...state, location: "http://me:you@upload.example.com/s" },
  { ...state, isPrivate: "no" },
  { ...state, fileName: 5 },
  { ...state, fileSize: 0 },
  { ...state, fileSize: -1 },
  { ...state, fileSize: 2 ** 53 },
  { ...state, parts: 3 },
  { ...state, parts: 1.5 },
  { ...state, parts: 2 ** 40, partSize: 1, fileSize: 2 ** 40 },
  { ...state, parts: 100_001, partSize: 1, fileSize: 100_001 },
  { ...state, partSize: 0 },
  { ...state, maxConnections: 0 },
  { ...state, fingerprint: null },
  { ...state, fingerprint: { sample: "0" } },
])("restoreUploadSession() rejects the state %j", (broken) => {
  const restore = () => restoreUploadSession(broken as unknown as UploadState, new Uint8Array(10));

  expect(restore).toThrow(/Invalid argument (state|location)/);
});
