import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runSnippets } from "../readme/run-snippets.ts";
import {
  advanceBeforeWaits,
  closeMocks,
  type DocumentMocks,
  listFindings,
  prepareMocks,
  startDocumentMocks,
  useServices,
} from "./document-mocks.ts";
import { readGuides, useFlip } from "./read-guides.ts";

const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

let mocks: DocumentMocks;
beforeAll(async () => {
  mocks = await startDocumentMocks();
});
afterAll(() => closeMocks(mocks));

test.each(readGuides())("snippets of $name print the documented output", async (snippets) => {
  prepareMocks(mocks);
  mocks.flip.uploads.script([{ kind: "reset", part: 0 }]);
  Object.assign(globalThis, { joinRoom: (token: string) => mocks.rtc.joinRoom(token) });
  const code = useMocks(snippets.code, await temporaryDirectory());

  const output = await runSnippets({ ...snippets, code });

  const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
  expect(printed).toEqual(snippets.printed);
  expect(listFindings(mocks)).toEqual([]);
});

/** Replaces hosts, ids and paths in snippets by those of the mocks and of existing files. */
function useMocks(code: string, folder: string): string {
  return advanceBeforeWaits(useFlip(useServices(code, mocks), mocks.flip))
    .replaceAll("// The broadcaster publishes", "await advanceMocks(60_000); $&")
    .replaceAll("// user1 joins with the token.", "joinRoom(token);")
    .replaceAll("/path/to/my_video.mp4", video)
    .replaceAll("/path/to/english.srt", video)
    .replace(/(restoreUploadSession\(state, .*)\);$/m, "$1, { allowPrivateHost: true });")
    .replaceAll("/path/to/uploads", `${folder}/uploads`)
    .replaceAll("/path/to/upload.json", `${folder}/upload.json`);
}
