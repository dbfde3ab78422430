import { fileURLToPath } from "node:url";
import { type ApiName, type MockServer, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { readSnippets } from "./read-snippets.ts";
import { checkSnippets, runSnippets } from "./run-snippets.ts";

const readme = readSnippets(new URL("../../README.md", import.meta.url));
const video = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

test("README snippets compile as they stand", async () => {
  const messages = await checkSnippets(readme);

  expect(messages).toEqual([]);
}, 180_000);

test("README snippets print what they say", async () => {
  const flip = await startMock("flip", "your-access-key", "your-secret-key");
  const pili = await startMock("pili", "qiniu_access_key", "qiniu_secret_key");
  answerUnknownIds();

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
    .replaceAll("/path/to/my_video.mp4", video);
}

/** A mock knows no ids: it must be asked for the answer to an unknown one. */
function answerUnknownIds(): void {
  const platformFetch = globalThis.fetch;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    if (url.includes("some-incorrect-id")) headers.set("Prefer", "code=404");
    return platformFetch(url, { ...init, headers });
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
}

async function startMock(api: ApiName, accessKey: string, secretKey: string): Promise<MockServer> {
  const mock = await startMockServer(api, { credentials: { accessKey, secretKey } });
  onTestFinished(() => mock.close());
  return mock;
}
