import { inspect } from "node:util";
import {
  type Hooks,
  NetworkError,
  type RequestEvent,
  type ResponseEvent,
  type RetryEvent,
  restoreUploadSession,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { createUpload, expectStored, quick, startUploads, type Uploads } from "./start-uploads.ts";

/** Creates hooks that record their events. */
function recordEvents() {
  const requests: RequestEvent[] = [];
  const responses: ResponseEvent[] = [];
  const retries: RetryEvent[] = [];
  const hooks = {
    onRequest: (event: RequestEvent) => void requests.push(event),
    onResponse: (event: ResponseEvent) => void responses.push(event),
    onRetry: (event: RetryEvent) => void retries.push(event),
  } satisfies Hooks;
  return { requests, responses, retries, hooks };
}

/** Returns the same servers, with a client that has hooks. */
async function withHooks(uploads: Uploads, hooks: Hooks): Promise<Uploads> {
  const flip = connect(uploads.api, hooks).getResource("flip");
  return Object.assign(uploads, { factory: await flip.factories.find("my-factory") });
}

test("hooks of a client observe each request of an upload, and its retries", async () => {
  const { requests, responses, retries, hooks } = recordEvents();
  const uploads = await withHooks(await startUploads(), hooks);
  uploads.server.script([
    { kind: "status", status: 503, part: 1 },
    { kind: "reset", part: 2 },
  ]);
  const upload = await createUpload(uploads, { concurrency: 1 });
  const calls = requests.length;

  await upload.session.start();

  expectStored(upload);
  const { origin } = new URL(upload.session.location);
  const [probe, ...sent] = requests.slice(calls);
  expect(probe?.url).toBe(origin.replace("http:", "https:"));
  expect(sent.every(({ url }) => url === origin)).toBe(true);
  const parts = sent.map(({ headers, attempt }) => `${headers["x-part"]}/${attempt}`);
  expect(parts.slice(0, 5)).toEqual(["0/1", "1/1", "1/2", "2/1", "2/2"]);
  expect(sent.at(-1)).toMatchObject({ method: "GET", attempt: 1 });
  expect(responses).toHaveLength(requests.length);
  expect(responses.map(({ request }) => request)).toEqual(requests);
  const [overload, reset] = retries;
  expect(retries).toHaveLength(2);
  expect(overload).toMatchObject({ status: 503, error: undefined, request: sent[1] });
  expect(reset).toMatchObject({ status: undefined, error: expect.any(NetworkError) });
  expect(reset?.delayMs).toBeGreaterThanOrEqual(0);
});

test("hooks of an upload see no location, also after failures", async () => {
  const { requests, responses, retries, hooks } = recordEvents();
  const uploads = await withHooks(await startUploads(), hooks);
  uploads.server.script([
    { kind: "reset", part: 0 },
    { kind: "raw", part: 1 },
    { kind: "redirect", part: 2 },
  ]);
  const { session } = await createUpload(uploads);

  await outcomeOf(session.start());

  const { host, pathname } = new URL(session.location);
  // Stack traces contain a folder of that name, too.
  const location = new RegExp(`(${host}|["' ])${pathname}`);
  const shown = inspect([requests, responses, retries], { depth: 12, showHidden: false });
  expect(responses.some(({ error }) => error instanceof NetworkError)).toBe(true);
  expect(shown).not.toMatch(location);
  expect(JSON.stringify([requests, responses, retries])).not.toMatch(location);
});

test("hooks of an upload that is aborted see the reason", async () => {
  const { responses, hooks } = recordEvents();
  const controller = new AbortController();
  const onRequest = ({ headers }: RequestEvent) => {
    if (headers["x-part"] === "3") controller.abort("closed");
  };
  const uploads = await withHooks(await startUploads(), { ...hooks, onRequest });
  const { session } = await createUpload(uploads, { concurrency: 1, signal: controller.signal });

  const outcome = await outcomeOf(session.start());

  expect(outcome).toBe("closed");
  expect(responses.at(-1)).toMatchObject({ status: undefined, error: "closed" });
});

test("restoreUploadSession() accepts hooks, and rejects values that are not functions", async () => {
  const { requests, hooks } = recordEvents();
  const uploads = await startUploads();
  const { session, bytes } = await createUpload(uploads);

  const options = { ...quick, ...hooks, allowPrivateHost: true };
  await restoreUploadSession(session.state, bytes, options).resume();

  expect(requests).toHaveLength(13); // The query over https, the missing parts twice, and ten parts.
  const onRetry = "log" as never;
  expect(() => restoreUploadSession(session.state, bytes, { onRetry })).toThrow(/onRetry/);
});
