import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  advanceBeforeWaits,
  closeMocks,
  type DocumentMocks,
  listFindings,
  prepareMocks,
  startDocumentMocks,
  useServices,
} from "../docs/document-mocks.ts";
import { listCaptions, readSnippets } from "./read-snippets.ts";
import { checkSnippets, runSnippets } from "./run-snippets.ts";

const file = new URL("../../README.md", import.meta.url);
/** The sections of the newer APIs are programs of their own. */
const programs = listCaptions(file).map((caption) => readSnippets(file, caption));
const fixture = (path: string) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url));

let mocks: DocumentMocks;
beforeAll(async () => {
  mocks = await startDocumentMocks();
});
afterAll(() => closeMocks(mocks));

test("README snippets compile", async () => {
  expect(await checkSnippets(programs)).toEqual([]);
  expect(programs.length).toBeGreaterThan(1);
}, 120_000);

test.each(programs)(
  "snippets of $name print the documented output",
  async (snippets) => {
    prepareMocks(mocks);

    const output = await runSnippets({ ...snippets, code: useMocks(snippets.code) });

    const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
    expect(printed).toEqual(snippets.printed);
    expect(listFindings(mocks)).toEqual([]);
  },
  60_000,
);

/** Ids of the initial data of the mock server, by the ids in the README. */
const ids: Readonly<Record<string, string>> = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  // A snippet creates it, without a name.
  PROFILE_ID: "custom",
};

/** Replaces hosts, ids and paths in snippets by those of the mock servers and of an existing file. */
function useMocks(code: string): string {
  const withIds = Object.entries(ids).reduce(
    (text, [name, id]) => text.replaceAll(name, id),
    useServices(code, mocks),
  );
  const { host, port } = mocks.flip;
  return advanceBeforeWaits(withIds)
    .replaceAll('"your-secret-key"', `$&, apiHost: "${host}", apiPort: ${port}`)
    .replaceAll("/path/to/my_video.mp4", fixture("panda.mp4"))
    .replace(/(restoreUploadSession\(.*, \{)$/m, "$1 allowPrivateHost: true,")
    .replace("/path/to/authority.pem", fixture("certificate/cert.pem"))
    .replace("pollMs: 1_000", "pollMs: 10");
}
