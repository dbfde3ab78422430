import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, expectUploaded, startUploads } from "./start-uploads.ts";

/** Replaces the globals with which a browser reports whether there is a network. */
function stubBrowser() {
  const window = new EventTarget();
  const navigator = { onLine: true };
  vi.stubGlobal("navigator", navigator);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  onTestFinished(() => void vi.unstubAllGlobals());
  return { window, navigator };
}

test("UploadSession waits while there is no network, and uses no attempt", async () => {
  const uploads = await startUploads();
  const { window, navigator } = stubBrowser();
  const upload = await createUpload(uploads, { attempts: 1 });

  navigator.onLine = false;
  const run = upload.session.start();
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  const sentOffline = upload.stored.requests.length;
  navigator.onLine = true;
  window.dispatchEvent(new Event("online"));
  await run;

  expect(sentOffline).toBe(0);
  await expectUploaded(upload);
});

test("UploadSession can be interrupted while there is no network", async () => {
  const uploads = await startUploads();
  const { navigator } = stubBrowser();
  const upload = await createUpload(uploads);

  navigator.onLine = false;
  const run = outcomeOf(upload.session.start());
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  upload.session.interrupt();

  expect(await run).toMatchObject({ reason: "interrupted" });
  navigator.onLine = true;
  await upload.session.resume();
  await expectUploaded(upload);
});
