import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createUpload, expectUploaded, startUploads } from "./start-uploads.ts";

test("UploadSession sends more than 10,000 parts", async () => {
  const uploads = await startUploads({ partSize: 16 });
  const upload = await createUpload(uploads, { bytes: randomBytes(10_240 * 16) });

  await upload.session.start();

  expect(upload.session.parts).toBe(10_240);
  await expectUploaded(upload);
});
