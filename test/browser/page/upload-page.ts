import { restoreUploadSession, UploadError } from "flip-pili/flip";

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
  const state = await (await fetch("/state.json")).json();
  const session = restoreUploadSession(state, file, {
    onProgress({ sent, total }) {
      bar.max = total;
      bar.value = sent;
      shown.push(bar.position);
    },
  });
  const video = await session.resume();
  return `${session.status} as ${video.id}`;
}

function describe(error: unknown): string {
  return error instanceof UploadError ? `${error.name}: ${error.reason}` : String(error);
}
