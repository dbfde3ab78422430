import { fileURLToPath } from "node:url";
import { type ApiName, type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runSnippets } from "../readme/run-snippets.ts";
import { readGuides } from "./read-guides.ts";

const film = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));
const texts = readGuides();

test.each(texts)(
  "snippets of $name print what they say",
  async (snippets) => {
    const flip = await startMock("flip", "your-access-key", "your-secret-key");
    const pili = await startMock("pili", "qiniu_access_key", "qiniu_secret_key");
    flip.uploads.script([{ kind: "reset", part: 0 }]);
    const folder = await temporaryDirectory();
    const code = pointAt(snippets.code, flip, pili, folder);

    const output = await runSnippets({ ...snippets, code });

    const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
    expect(printed).toEqual(snippets.printed);
    for (const { violations } of [...flip.requests, ...pili.requests])
      expect(violations).toEqual([]);
  },
  60_000,
);

/** Of the spec's examples, which are what the mocks begin with. */
const ids = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  PROFILE_ID: "bbbbccccddddeeeeffff000011112222",
};

/** The snippets with the mocks' addresses, ids that they know, and files that exist. */
function pointAt(code: string, flip: MockServer, pili: MockServer, folder: string): string {
  const host = `${pili.host}:${pili.port}`;
  const known = Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(name, id), code);
  return known
    .replaceAll('"your-secret-key"', `$&, apiHost: "${flip.host}", apiPort: ${flip.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${host}", jobHost: "${host}" }`)
    .replaceAll("sleep(5_000)", "sleep(5)")
    .replaceAll("/path/to/my_video.mp4", film)
    .replaceAll("/path/to/upload.json", `${folder}/upload.json`);
}

async function startMock(api: ApiName, accessKey: string, secretKey: string): Promise<MockServer> {
  const mock = await startMockServer(api, { credentials: { accessKey, secretKey } });
  onTestFinished(() => mock.close());
  return mock;
}
