import { fileURLToPath } from "node:url";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runSnippets } from "../readme/run-snippets.ts";
import { flipKeys, readGuides, useFlip } from "./read-guides.ts";

const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

let flip: MockServer;
let pili: MockServer;
// Time passes only where a snippet waits, so that no output depends on how fast the snippets run.
beforeAll(async () => {
  const piliKeys = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };
  flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
  pili = await startMockServer("pili", { credentials: piliKeys, speed: 0 });
});
afterAll(() => Promise.all([flip.close(), pili.close()]));

test.each(readGuides())("snippets of $name print the documented output", async (snippets) => {
  flip.reset();
  pili.reset();
  flip.uploads.script([{ kind: "reset", part: 0 }]);
  Object.assign(globalThis, { advanceFlip: (ms: number) => flip.advance(ms) });
  const code = useMocks(snippets.code, await temporaryDirectory());

  const output = await runSnippets({ ...snippets, code });

  const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
  expect(printed).toEqual(snippets.printed);
  for (const { findings } of [...flip.requests, ...pili.requests]) expect(findings).toEqual([]);
});

/** Replaces hosts, ids and paths in snippets by those of the mocks and of existing files. */
function useMocks(code: string, folder: string): string {
  const host = `${pili.host}:${pili.port}`;
  return useFlip(code, flip)
    .replaceAll('"hub_name"', `$&, { apiHost: "${host}", jobHost: "${host}" }`)
    .replace(/^(?=.*\.waitForEncodings\()/gm, "await advanceFlip(60_000); ")
    .replaceAll("/path/to/my_video.mp4", video)
    .replace(/(restoreUploadSession\(state, .*)\);$/m, "$1, { allowPrivateHost: true });")
    .replaceAll("/path/to/uploads", `${folder}/uploads`)
    .replaceAll("/path/to/upload.json", `${folder}/upload.json`);
}
