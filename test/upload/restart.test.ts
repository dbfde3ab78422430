import { UploadError, type UploadOptions } from "flip-pili/flip";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, expectClean, expectStored, quick, startUploads } from "./start-uploads.ts";

/** Creates an upload whose session expires at its fifth part. */
async function expiringUpload(options: UploadOptions & { status?: 404 | 410 } = {}) {
  const { status, ...rest } = options;
  const uploads = await startUploads();
  uploads.server.script([{ kind: "expire", status, method: "PUT", nth: 5 }]);
  return createUpload(uploads, { concurrency: 2, restart: true, ...rest });
}

for (const status of [404, 410] as const) {
  test(`UploadSession with restart is created again when a part returns ${status}`, async () => {
    const upload = await expiringUpload({ status });
    const { session, uploads } = upload;
    const first = session.state;

    await session.start();

    const stored = uploads.server.sessions[1];
    if (stored === undefined) throw new Error("There is no second session");
    expectStored({ ...upload, stored });
    expect(session.state).toEqual({ ...first, location: stored.location });
    expect(session.location).toBe(stored.location);
    await expectClean(uploads);
  });
}

test("UploadSession with restart is created again when resume() finds no session", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "status", status: 403, part: 3 },
    { kind: "expire", method: "GET" },
  ]);
  const upload = await createUpload(uploads, { concurrency: 1, restart: true });
  await outcomeOf(upload.session.start());

  await upload.session.resume();

  const stored = uploads.server.sessions[1];
  if (stored === undefined) throw new Error("There is no second session");
  expectStored({ ...upload, stored });
  await expectClean(uploads);
});

test("UploadSession with restart is created again only once", async () => {
  const { session, uploads } = await expiringUpload();
  const { server } = uploads;
  server.script([{ kind: "expire", method: "PUT", nth: 8 }]);

  const outcome = await outcomeOf(session.start());

  expect(outcome).toBeInstanceOf(UploadError);
  expect(outcome).toMatchObject({ reason: "expired", state: session.state });
  expect(server.sessions).toHaveLength(2);
  expect(session.status).toBe("error");
  await expectClean(uploads);
});

test("UploadSession with restart can be resumed when it could not be created again", async () => {
  const upload = await expiringUpload();
  const { session, uploads } = upload;
  uploads.rejectSessions = true;

  const outcome = await outcomeOf(session.start());
  uploads.rejectSessions = false;
  await session.resume();

  expect(outcome).toMatchObject({ name: "HttpError", status: 422 });
  const stored = uploads.server.sessions[1];
  if (stored === undefined) throw new Error("There is no second session");
  expectStored({ ...upload, stored });
});

test("uploadSession() rejects a restart that is not a boolean before any request", async () => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(new Uint8Array(5), { restart: "yes" as never });

  await expect(creation).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "restart",
  });
  expect(uploads.api.requests).toHaveLength(sent);
});

test("UploadSession with restart uses the options as they were at creation", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "expire", method: "PUT", nth: 5 }]);
  const variables = { language: "en" };
  const headers: Record<string, string> = { "X-Order": "1" };
  const options: UploadOptions = {
    ...quick,
    profiles: "h264",
    payload: "first",
    extra_variables: variables,
    headers,
    restart: true,
  };
  const session = await uploads.factory.uploadSession(new Uint8Array(9_500), options);
  Object.assign(options, { profiles: "webm", payload: "second", multiChunk: false });
  variables.language = "pl";
  headers["X-Order"] = "2";

  await session.start();

  const creations = uploads.api.requests.filter(({ method }) => method === "POST");
  const sent = creations.map(({ params, headers: received }) => {
    const { timestamp: _, signature: __, ...rest } = params;
    return { ...rest, order: received["x-order"] };
  });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[0]).toMatchObject({ payload: "first", "extra_variables[language]": "en" });
});
