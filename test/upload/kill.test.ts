import { once } from "node:events";
import { stat, utimes, writeFile } from "node:fs/promises";
import { restoreUploadSession, type UploadState } from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  bytes,
  killAfter,
  partSize,
  prepareUpload,
  sendFile,
  sha256,
  surviveKills,
} from "./kill-upload.ts";
import { restoreLocally, startUploads } from "./start-uploads.ts";

test("UploadSession resumes after a kill, and sends only parts in flight again", async () => {
  await surviveKills(1);
}, 60_000);

test("UploadSession allows two processes to send the same file", async () => {
  const uploads = await startUploads({ partSize });
  const { files, stored } = await prepareUpload(uploads);

  const exits = [sendFile(files), sendFile(files)].map((child) => once(child, "exit"));
  const codes = await Promise.all(exits);

  expect(codes.map(([code]) => code)).toEqual([0, 0]);
  expect(stored.sha256()).toBe(sha256);
}, 60_000);

test("UploadSession detects in another process that its file was changed, not that it was touched", async () => {
  const uploads = await startUploads({ partSize });
  const { files, stored, state } = await prepareUpload(uploads);
  await killAfter(5, sendFile(files), stored);
  const restore = (from: UploadState) => restoreUploadSession(from, files.video, restoreLocally);
  const { atime, mtime } = await stat(files.video);

  const changed = Buffer.from(bytes);
  changed[777_777] = (changed[777_777] ?? 0) ^ 1;
  await writeFile(files.video, changed);
  await utimes(files.video, atime, mtime);
  await expect(restore(state).resume()).rejects.toMatchObject({ reason: "source-changed" });
  await writeFile(files.video, bytes);
  await utimes(files.video, 1, 1);
  await restore(state).resume();

  expect(stored.sha256()).toBe(sha256);
}, 60_000);
