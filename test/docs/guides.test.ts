import { fileURLToPath } from "node:url";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runSnippets } from "../readme/run-snippets.ts";
import { flipKeys, readGuides, useFlip } from "./read-guides.ts";
import { type ServiceMocks, useServices } from "./use-services.ts";

const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));
const qiniuKeys = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };

let flip: MockServer;
let services: ServiceMocks;
let mocks: MockServer[];
// Time passes only where a snippet waits, so that no output depends on how fast the snippets run.
beforeAll(async () => {
  const qiniu = { credentials: qiniuKeys, speed: 0 };
  const apiKey = { apiKey: "your-api-key" };
  const [pili, piliV2, rtc, flip31] = await Promise.all([
    startMockServer("pili", qiniu),
    startMockServer("pili-v2", qiniu),
    startMockServer("rtc", qiniu),
    startMockServer("flip-3.1", { credentials: apiKey, speed: 0 }),
  ]);
  flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
  services = { pili, piliV2, rtc, flip31 };
  mocks = [flip, ...Object.values(services)];
});
afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

test.each(readGuides())("snippets of $name print the documented output", async (snippets) => {
  for (const mock of mocks) mock.reset();
  flip.uploads.script([{ kind: "reset", part: 0 }]);
  Object.assign(globalThis, {
    advanceMocks: (ms: number) => Promise.all(mocks.map((mock) => mock.advance(ms))),
    joinRoom: (token: string) => services.rtc.joinRoom(token),
  });
  const code = useMocks(snippets.code, await temporaryDirectory());

  const output = await runSnippets({ ...snippets, code });

  const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
  expect(printed).toEqual(snippets.printed);
  for (const { findings } of mocks.flatMap(({ requests }) => requests)) {
    expect(findings).toEqual([]);
  }
});

/** Replaces hosts, ids and paths in snippets by those of the mocks and of existing files. */
function useMocks(code: string, folder: string): string {
  return useFlip(useServices(code, services), flip)
    .replace(/^(?=.*\.(waitForEncodings|done)\()/gm, "await advanceMocks(60_000); ")
    .replaceAll("// The broadcaster publishes", "await advanceMocks(60_000); $&")
    .replaceAll("// user1 joins with the token.", "joinRoom(token);")
    .replaceAll("/path/to/my_video.mp4", video)
    .replaceAll("/path/to/english.srt", video)
    .replace(/(restoreUploadSession\(state, .*)\);$/m, "$1, { allowPrivateHost: true });")
    .replaceAll("/path/to/uploads", `${folder}/uploads`)
    .replaceAll("/path/to/upload.json", `${folder}/upload.json`);
}
