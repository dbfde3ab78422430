import { getEventListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startUploads } from "./start-uploads.ts";

test("one signal can end 30 sessions without a warning, and keeps no listener", async () => {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on("warning", onWarning);
  onTestFinished(() => void process.off("warning", onWarning));
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
