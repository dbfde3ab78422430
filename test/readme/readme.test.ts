import { fileURLToPath } from "node:url";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { type ServiceMocks, useServices } from "../docs/use-services.ts";
import { listCaptions, readSnippets } from "./read-snippets.ts";
import { checkSnippets, runSnippets } from "./run-snippets.ts";

const file = new URL("../../README.md", import.meta.url);
/** The sections of the newer APIs are programs of their own. */
const programs = listCaptions(file).map((caption) => readSnippets(file, caption));
const fixture = (path: string) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url));

test("README snippets compile", async () => {
  const messages = await checkSnippets(programs);

  expect(messages).toEqual([]);
  expect(programs.length).toBeGreaterThan(1);
}, 120_000);

test.each(programs)(
  "snippets of $name print the documented output",
  async (snippets) => {
    // Videos change only where a snippet waits for their encodings. Jobs of Pili finish almost immediately.
    const flipKeys = { accessKey: "your-access-key", secretKey: "your-secret-key" };
    const piliKeys = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };
    await using flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
    await using flip31 = await startMockServer("flip-3.1", {
      credentials: { apiKey: "your-api-key" },
      speed: 0,
    });
    await using pili = await startMockServer("pili", { credentials: piliKeys, speed: 10_000 });
    await using piliV2 = await startMockServer("pili-v2", { credentials: piliKeys });
    await using rtc = await startMockServer("rtc", { credentials: piliKeys });
    const mocks = [flip, flip31, pili, piliV2, rtc];

    Object.assign(globalThis, {
      advanceFlip: (ms: number) => Promise.all([flip.advance(ms), flip31.advance(ms)]),
    });
    const code = useMocks(snippets.code, flip, { flip31, pili, piliV2, rtc });
    const output = await runSnippets({ ...snippets, code });

    const printed = snippets.printed.map(({ line }) => ({ line, expected: output.get(line) }));
    expect(printed).toEqual(snippets.printed);
    expect(mocks.flatMap(({ requests }) => requests.flatMap(({ findings }) => findings))).toEqual(
      [],
    );
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
function useMocks(code: string, flip: MockServer, services: ServiceMocks): string {
  const withIds = Object.entries(ids).reduce(
    (text, [name, id]) => text.replaceAll(name, id),
    useServices(code, services),
  );
  return withIds
    .replaceAll('"your-secret-key"', `$&, apiHost: "${flip.host}", apiPort: ${flip.port}`)
    .replaceAll("/path/to/my_video.mp4", fixture("panda.mp4"))
    .replace(/(restoreUploadSession\(.*, \{)$/m, "$1 allowPrivateHost: true,")
    .replace("/path/to/authority.pem", fixture("certificate/cert.pem"))
    .replace(/^(?=const .*\.waitForEncodings\()/m, "await advanceFlip(60_000); ")
    .replace("pollMs: 1_000", "pollMs: 10");
}
