import { fileURLToPath } from "node:url";
import {
  type ApiName,
  type MockServer,
  type MockServerOptions,
  startMockServer,
} from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { readSnippets } from "./read-snippets.ts";
import { checkSnippets, runSnippets } from "./run-snippets.ts";

const readme = readSnippets(new URL("../../README.md", import.meta.url));
const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

test("README snippets compile as they stand", async () => {
  const messages = await checkSnippets(readme);

  expect(messages).toEqual([]);
}, 180_000);

test("README snippets print what they say", async () => {
  // How far a video is must not depend on how long the snippets before took.
  const flip = await startMock("flip", {
    credentials: { accessKey: "your-access-key", secretKey: "your-secret-key" },
    speed: 0,
  });
  const pili = await startMock("pili", {
    credentials: { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" },
  });

  const output = await runSnippets({ ...readme, code: pointAt(flip, pili) });

  const printed = readme.printed.map(({ line }) => ({ line, expected: output.get(line) }));
  expect(printed).toEqual(readme.printed);
}, 180_000);

/** The snippets with the mocks' addresses, and a file that exists. */
function pointAt(flip: MockServer, pili: MockServer): string {
  const piliHost = `${pili.host}:${pili.port}`;
  return readme.code
    .replaceAll('"your-secret-key"', `$&, apiHost: "${flip.host}", apiPort: ${flip.port}`)
    .replaceAll('"hub_name"', `$&, { apiHost: "${piliHost}", jobHost: "${piliHost}" }`)
    .replaceAll("/path/to/my_video.mp4", video)
    .replace(/"(factory|video)-id"|\b(VIDEO|PROFILE)_ID\b/g, (name) => examples[name] ?? name);
}

/** Ids that the mock of Flip knows, in place of those of the README. */
const examples: Readonly<Record<string, string>> = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  // The one that a snippet made without a name.
  PROFILE_ID: "custom",
};

async function startMock(api: ApiName, options: MockServerOptions): Promise<MockServer> {
  const mock = await startMockServer(api, options);
  onTestFinished(() => mock.close());
  return mock;
}
