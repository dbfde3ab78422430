import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import { readSamples, readSpec, run } from "./sample-files.ts";

const film = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));
const execute = promisify(execFile);
const hasShell = await canRun("bash", "curl", "openssl");

const apis = [
  { api: "flip", accessKey: "your-access-key", secretKey: "your-secret-key" },
  { api: "pili", accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" },
] as const;

describe.each(apis)("samples of $api", ({ api, accessKey, secretKey }) => {
  let stateless: MockServer;
  let stateful: MockServer;
  beforeAll(async () => {
    const credentials = { accessKey, secretKey };
    stateless = await startMockServer(api, { credentials, stateless: true });
    // It takes uploads.
    const uploads = { partSize: 256 * 1024 };
    stateful = await startMockServer(api, { credentials, uploads, factoryId: "your-factory-id" });
    vi.spyOn(console, "log").mockImplementation(() => {});
    redirectJobs(stateless.url);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    await Promise.all([stateless.close(), stateful.close()]);
  });

  const programs = readSamples(api).flatMap(({ operationId, samples }) =>
    samples.map((sample) => ({ ...sample, operationId })),
  );

  test.each(programs)(
    "$operationId runs as $level",
    async ({ operationId, level, lang, source }) => {
      if (lang === "Shell" && !hasShell) return;
      const mock = source.includes("uploadSession") ? stateful : stateless;
      const before = mock.requests.length;
      const text = pointAt(mock, source);

      if (lang === "Shell") await runShell(text, accessKey, secretKey);
      else await run(`${operationId}-${level}`, text);

      const requests = mock.requests.slice(before);
      expect(requests.length).toBeGreaterThan(0);
      for (const { signature, violations, status } of requests) {
        expect(["valid", "not checked"]).toContain(signature);
        expect(violations).toEqual([]);
        expect(status).toBeLessThan(300);
      }
      if (level !== "object") expect(requests[0]?.operationId).toBe(operationId);
    },
  );

  test("every operation has a place among the objects", () => {
    const withoutObject = readSamples(api).filter(({ symbols }) => symbols.length < 2);

    expect(withoutObject).toEqual([]);
  });
});

test("an operation that no object knows has its function with unwrap()", () => {
  const spec = readSpec("flip");
  const paths = { "/news.json": { get: { operationId: "listNews", responses: {} } } };

  const [news] = listSamples("flip", { ...spec, document: { ...spec.document, paths } });

  expect(news?.samples[0]?.source).toContain("const answer = await unwrap(listNews(client));");
  expect(news?.symbols).toEqual(["flip.listNews"]);
});

/** The program with the mock's address, and a file that exists. */
function pointAt({ host, port, url }: MockServer, source: string): string {
  return source
    .replace('"your-secret-key",', `$&\n  apiHost: "${host}",\n  apiPort: ${port},`)
    .replace(
      '"test-hub")',
      `"test-hub", { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`,
    )
    .replace(
      "createPiliClient(credentials)",
      `createPiliClient(credentials, { apiHost: "${host}:${port}" })`,
    )
    .replaceAll(/http:\/\/(vm-37gup6\.upload\.pandastream|pili\.qiniuapi|api\.qiniu)\.com/g, url)
    .replace("https://$host", `http://$host:${port}`)
    .replace("host=api-gce.pandastream.com", `host=${host}`)
    .replace("host=pili.qiniuapi.com", `host=${host}:${port}`)
    .replaceAll(/\/path\/to\/my_video.mp4|(?<=@)(movie\.mp4|part)/g, film)
    .replace("10_000_000", "10");
}

/** The generated function knows the host of jobs by itself. */
function redirectJobs(url: string): void {
  const platformFetch = globalThis.fetch;
  vi.stubGlobal("fetch", (input: string | URL, init?: RequestInit) =>
    platformFetch(String(input).replace("http://api.qiniu.com", url), init),
  );
}

async function runShell(text: string, accessKey: string, secretKey: string): Promise<void> {
  const keys = { ACCESS_KEY: accessKey, SECRET_KEY: secretKey, FACTORY_ID: "your-factory-id" };
  const failOnErrors = text.replaceAll(/^curl /gm, "curl --fail --silent --show-error ");
  await execute("bash", ["-euc", failOnErrors], { env: { ...process.env, ...keys } });
}

async function canRun(...commands: string[]): Promise<boolean> {
  const found = commands.map((command) =>
    execute(command, [command === "openssl" ? "version" : "--version"]).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).every(Boolean);
}
