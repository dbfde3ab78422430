import { fileURLToPath } from "node:url";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { readSnippets } from "./read-snippets.ts";
import { checkSnippets, runSnippets } from "./run-snippets.ts";

const readme = readSnippets(new URL("../../README.md", import.meta.url));
const fixture = (path: string) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url));

test("README snippets compile", async () => {
  expect(await checkSnippets(readme)).toEqual([]);
}, 120_000);

test("README snippets print the documented output", async () => {
  // Videos change only where a snippet waits for their encodings. Jobs of Pili finish almost immediately.
  const flipKeys = { accessKey: "your-access-key", secretKey: "your-secret-key" };
  const piliKeys = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };
  await using flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
  await using pili = await startMockServer("pili", { credentials: piliKeys, speed: 10_000 });

  Object.assign(globalThis, { advanceFlip: (ms: number) => flip.advance(ms) });
  const output = await runSnippets({ ...readme, code: useMocks(readme.code, flip, pili) });

  const printed = readme.printed.map(({ line }) => ({ line, expected: output.get(line) }));
  expect(printed).toEqual(readme.printed);
  for (const { findings } of [...flip.requests, ...pili.requests]) expect(findings).toEqual([]);
}, 60_000);

/** Ids of the initial data of the mock server, by the ids in the README. */
const ids: Readonly<Record<string, string>> = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  // A snippet creates it, without a name.
  PROFILE_ID: "custom",
};

/** Replaces hosts, ids and paths in snippets by those of the mock servers and of an existing file. */
function useMocks(code: string, flip: MockServer, pili: MockServer): string {
  const piliHost = `${pili.host}:${pili.port}`;
  const withIds = Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(name, id), code);
  return withIds
    .replaceAll('"your-secret-key"', `$&, apiHost: "${flip.host}", apiPort: ${flip.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${piliHost}", jobHost: "${piliHost}" }`)
    .replaceAll("/path/to/my_video.mp4", fixture("panda.mp4"))
    .replace(/(restoreUploadSession\(.*, \{)$/m, "$1 allowPrivateHost: true,")
    .replace("/path/to/authority.pem", fixture("certificate/cert.pem"))
    .replace(/^(?=const .*\.waitForEncodings\()/m, "await advanceFlip(60_000); ")
    .replace("pollMs: 1_000", "pollMs: 10");
}
