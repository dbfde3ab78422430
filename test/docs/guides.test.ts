import { fileURLToPath } from "node:url";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runSnippets } from "../readme/run-snippets.ts";
import { readGuides } from "./read-guides.ts";

const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

let flip: MockServer;
let pili: MockServer;
// Time passes only where a snippet waits, so that no output depends on how fast the snippets run.
beforeAll(async () => {
  const flipKeys = { accessKey: "your-access-key", secretKey: "your-secret-key" };
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

/** Ids of the initial data of the mocks, by the ids in the guides. */
const ids = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  PROFILE_ID: "bbbbccccddddeeeeffff000011112222",
};

/** Replaces hosts, ids and paths in snippets by those of the mocks and of existing files. */
function useMocks(code: string, folder: string): string {
  const host = `${pili.host}:${pili.port}`;
  const withIds = Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(name, id), code);
  return withIds
    .replaceAll('"your-secret-key"', `$&, apiHost: "${flip.host}", apiPort: ${flip.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${host}", jobHost: "${host}" }`)
    .replaceAll("sleep(5_000)", "advanceFlip(5_000)")
    .replaceAll("/path/to/my_video.mp4", video)
    .replace(/(restoreUploadSession\(state, .*)\);$/m, "$1, { allowPrivateHost: true });")
    .replaceAll("/path/to/uploads", `${folder}/uploads`)
    .replaceAll("/path/to/upload.json", `${folder}/upload.json`);
}
