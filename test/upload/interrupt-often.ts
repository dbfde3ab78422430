import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, expectUploaded, startUploads } from "./start-uploads.ts";

/** Uploads a file with so many interruptions, at different times, and checks that it is complete. */
export async function interruptOften(times: number): Promise<void> {
  const uploads = await startUploads({ partSize: 100 });
  const upload = await createUpload(uploads, { bytes: randomBytes(times * 400) });
  const { session } = upload;
  let run = outcomeOf(session.start());

  for (let turn = 0; turn < times && session.status !== "uploaded"; turn++) {
    for (let pause = 0; pause < turn % 7; pause++) await nextTurn();
    session.interrupt();
    if (session.status === "interrupted") run = outcomeOf(session.resume());
  }
  await run;

  await expectUploaded(upload);
}
