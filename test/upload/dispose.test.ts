import { setImmediate as nextTurn } from "node:timers/promises";
import type { UploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, startUploads } from "./start-uploads.ts";

test("await using interrupts an upload and waits until it has ended", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "stall", method: "PUT", times: 2 }]);
  const { session } = await createUpload(uploads, { concurrency: 2 });
  let hasEnded = false;
  const run = outcomeOf(session.start()).finally(() => {
    hasEnded = true;
  });
  while (uploads.server.unusedFaults.length > 0) await nextTurn();

  await useUntilEnd(session);

  expect(hasEnded).toBe(true);
  expect(session.status).toBe("interrupted");
  expect(await run).toMatchObject({ reason: "interrupted" });
  await expect(session.resume()).resolves.toHaveProperty("id");
});

async function useUntilEnd(session: UploadSession): Promise<void> {
  await using _session = session;
}

test.each(["initialized", "uploaded", "aborted"])(
  "await using leaves a session %s",
  async (status) => {
    const { session } = await createUpload(await startUploads());
    if (status === "uploaded") await session.start();
    if (status === "aborted") await session.abort();

    await session[Symbol.asyncDispose]();

    expect(session.status).toBe(status);
  },
);

test("a session works behind a proxy", async () => {
  const { session } = await createUpload(await startUploads());
  const wrapped = new Proxy(session, {});

  const video = await wrapped.start();

  expect(video.id).toBe(wrapped.video?.id);
  expect(wrapped.status).toBe("uploaded");
  expect(wrapped.missingParts).toEqual([]);
  expect(wrapped.state).toBe(session.state);
});
