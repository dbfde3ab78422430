import { getEventListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { restoreUploadSession } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { createUpload, restoreLocally, startUploads } from "./start-uploads.ts";

/** Collects the warnings that Node prints during a test. */
function collectWarnings(): string[] {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));
  return warnings;
}

test("one signal can end 30 sessions without a warning, and keeps no listener", async () => {
  const warnings = collectWarnings();
  const { factory } = await startUploads();
  const { signal } = new AbortController();
  const listeners: number[] = [];
  const onProgress = () => listeners.push(getEventListeners(signal, "abort").length);

  const sessions = await Promise.all(
    Array.from({ length: 30 }, () =>
      factory.uploadSession(new Uint8Array(3_000), { signal, onProgress }),
    ),
  );
  await Promise.all(sessions.map((session) => session.start()));
  await nextTurn();

  expect(new Set(listeners)).toEqual(new Set([1]));
  expect(warnings).toEqual([]);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([
  ["node:http", {}],
  ["fetch", { fetch: ((url, init) => fetch(url, init)) as typeof fetch }],
])("one signal can end 30 restored sessions over %s without a warning", async (_, options) => {
  const warnings = collectWarnings();
  const { session, bytes, stored } = await createUpload(await startUploads());
  const { signal } = new AbortController();

  const sessions = Array.from({ length: 30 }, () =>
    restoreUploadSession(session.state, bytes, { ...restoreLocally, ...options, signal }),
  );
  await Promise.all(sessions.map((restored) => restored.resume()));
  await nextTurn();

  expect(stored.isComplete).toBe(true);
  expect(warnings).toEqual([]);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
