import { describeFile, restoreUploadSession, UploadError, type UploadState } from "flip-pili/flip";

// The script of the page: uploads the chosen file directly to the location of its session.

const input = document.querySelector("input") as HTMLInputElement;
const bar = document.querySelector("progress") as HTMLProgressElement;
const output = document.querySelector("output") as HTMLOutputElement;

/** All values of the progress bar, which the test reads. */
const progressValues: number[] = [];
Object.assign(globalThis, { progressValues });

input.addEventListener("change", async () => {
  const [file] = input.files ?? [];
  if (file === undefined) return;
  output.value = "Sending";
  output.value = await send(file).catch(describe);
});

async function send(file: File): Promise<string> {
  const session = restoreUploadSession(await findState(file), file, {
    allowPrivateHost: true,
    onProgress({ sent, total }) {
      bar.max = total;
      bar.value = sent;
      progressValues.push(bar.position);
    },
  });
  const video = await session.resume();
  return `${session.status} as ${video.id}`;
}

/** Returns the stored state of an unfinished upload, or that of a new session, which the service creates. */
async function findState(file: File): Promise<UploadState> {
  const stored = localStorage.getItem("upload");
  if (stored !== null) return JSON.parse(stored);
  const body = JSON.stringify(await describeFile(file));
  const response = await fetch("/sessions", { method: "POST", body });
  const state = await response.text();
  localStorage.setItem("upload", state);
  return JSON.parse(state);
}

function describe(error: unknown): string {
  return error instanceof UploadError ? `${error.name}: ${error.reason}` : String(error);
}
