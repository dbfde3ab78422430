import { createHash, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startUploadServer, type UploadServer } from "flip-pili/testing";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { createSession, credentials } from "./create-session.ts";
import { launchBrowser, openPage, readOutcome, readProgress } from "./open-page.ts";
import { startPageServer } from "./start-page-server.ts";

const fileSize = 50_000_000;
const mebibyte = 1024 * 1024;
const cookie = "canary_cookie";
const pollOptions = { timeout: 30_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a page sends a file of 50 MB, and recovers from a connection reset", async () => {
  const { page, server, session, file, errors, hosts } = await setUp();
  server.script([{ kind: "reset", part: 4, after: mebibyte }]);

  await page.setInputFiles("input", file.path);

  expect(await readOutcome(page)).toBe(`uploaded as ${session.video?.id}`);
  expect(session.sha256()).toBe(file.sha256);
  expect(server.unusedFaults).toEqual([]);
  expectSteadyProgress(await readProgress(page));
  expectNoSecrets(server);
  const others = withoutProbes(errors);
  expect(others.filter((text) => !text.includes("net::ERR_CONNECTION_RESET"))).toEqual([]);
  expect([...hosts]).toEqual(["127.0.0.1"]);
});

test("a page sends only the missing parts of the same file after a reload", async () => {
  const { page, server, session, file, errors, hosts } = await setUp();
  const stalls = session.parts - 5;
  server.script([{ kind: "stall", method: "PUT", nth: 6, times: stalls, after: 1000 }]);
  await page.setInputFiles("input", file.path);
  await expect.poll(() => countStalled(server), pollOptions).toBe(stalls);
  await expect.poll(() => session.missingParts.length, pollOptions).toBe(stalls);
  const { missingParts } = session;
  const before = server.requests.length;

  await page.reload();
  await page.setInputFiles("input", file.path);

  expect(await readOutcome(page)).toBe(`uploaded as ${session.video?.id}`);
  expect(session.sha256()).toBe(file.sha256);
  const sent = server.requests.slice(before).flatMap(({ part }) => part ?? []);
  expect(sent.sort((a, b) => a - b)).toEqual(missingParts);
  const progress = await readProgress(page);
  expectSteadyProgress(progress);
  expect(progress[0]).toBeGreaterThan(0.4);
  expectNoSecrets(server);
  expect(withoutProbes(errors)).toEqual([]);
  expect([...hosts]).toEqual(["127.0.0.1"]);
});

test("a page sends nothing of another file of the same size after a reload", async () => {
  const { page, server, session, file, errors } = await setUp();
  server.script([{ kind: "stall", method: "PUT", nth: 3, times: Infinity, after: 1000 }]);
  await page.setInputFiles("input", file.path);
  await expect.poll(() => session.missingParts.length, pollOptions).toBe(session.parts - 2);
  const other = await randomFile("other.mp4");
  await page.reload();
  const before = server.requests.length;

  await page.setInputFiles("input", other.path);

  expect(await readOutcome(page)).toBe("UploadError: source-changed");
  expect(server.requests.slice(before).filter(({ method }) => method === "PUT")).toEqual([]);
  expect(withoutProbes(errors)).toEqual([]);
});

/** Leaves out the query over https, which the policy of the page forbids. */
function withoutProbes(errors: readonly string[]): string[] {
  return errors.filter((text) => !text.includes("https://127.0.0.1"));
}

/** Creates a file and a session for it, and opens a page that can send it. */
async function setUp() {
  const file = await randomFile("movie.mp4");
  const server = await startUploadServer({ cors: true });
  onTestFinished(() => server.close());
  const session = server.createSession({ fileName: "movie.mp4", fileSize });
  const url = await startPageServer({
    connectTo: server.url,
    createSession: (body) => createSession(JSON.parse(body), session),
    cookie,
  });
  return { ...(await openPage(browser, url)), file, server, session };
}

async function randomFile(name: string): Promise<{ path: string; sha256: string }> {
  const path = join(await temporaryDirectory(), name);
  const content = randomBytes(fileSize);
  await writeFile(path, content);
  return { path, sha256: createHash("sha256").update(content).digest("hex") };
}

function countStalled({ requests }: UploadServer): number {
  return requests.filter(({ status }) => status === "stalled").length;
}

/** Expects progress that never decreases and ends at 1. */
function expectSteadyProgress(values: readonly number[]): void {
  expect(values.length).toBeGreaterThan(1);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  expect(values.at(-1)).toBe(1);
}

/** Expects that the location received neither credentials of the service nor cookies. */
function expectNoSecrets({ requests }: UploadServer): void {
  expect(requests.length).toBeGreaterThan(1);
  const names = requests.flatMap(({ headers }) => Object.keys(headers));
  expect(names).not.toContain("cookie");
  expect(names).not.toContain("authorization");
  const all = JSON.stringify(requests);
  for (const secret of [cookie, ...Object.values(credentials)]) expect(all).not.toContain(secret);
  expect(all).not.toMatch(/signature|access_key/i);
}
