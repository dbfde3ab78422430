import { describeFile, restoreUploadSession, UploadError, type UploadState } from "flip-pili/flip";

// The script of the page: sends the chosen file straight to where the service said.

const input = document.querySelector("input") as HTMLInputElement;
const bar = document.querySelector("progress") as HTMLProgressElement;
const output = document.querySelector("output") as HTMLOutputElement;

/** Everything that the bar has shown, for the test. */
const shown: number[] = [];
Object.assign(globalThis, { shown });

input.addEventListener("change", async () => {
  const [file] = input.files ?? [];
  if (file === undefined) return;
  output.value = "Sending";
  output.value = await send(file).catch(describe);
});

async function send(file: File): Promise<string> {
  const session = restoreUploadSession(await findState(file), file, {
    onProgress({ sent, total }) {
      bar.max = total;
      bar.value = sent;
      shown.push(bar.position);
    },
  });
  const video = await session.resume();
  return `${session.status} as ${video.id}`;
}

/** The state of the upload that was begun, or that of a new session: the service creates it. */
async function findState(file: File): Promise<UploadState> {
  const kept = localStorage.getItem("upload");
  if (kept !== null) return JSON.parse(kept);
  const body = JSON.stringify(await describeFile(file));
  const response = await fetch("/sessions", { method: "POST", body });
  const state = await response.text();
  localStorage.setItem("upload", state);
  return JSON.parse(state);
}

function describe(error: unknown): string {
  return error instanceof UploadError ? `${error.name}: ${error.reason}` : String(error);
}
