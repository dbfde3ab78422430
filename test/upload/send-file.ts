import { readFile } from "node:fs/promises";
import { restoreUploadSession, type UploadState } from "flip-pili/flip";

/** Program that resumes the upload of a file from its stored state, and may be killed. */
const [, , statePath = "", filePath = "", concurrency = "4"] = process.argv;
const state: UploadState = JSON.parse(await readFile(statePath, "utf8"));
const limits = { concurrency: Number(concurrency), retryMs: 5, allowPrivateHost: true };
const video = await restoreUploadSession(state, filePath, limits).resume();
process.stdout.write(video.id);
