import { createFlipClient, deleteVideo, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect, credentials, startServer } from "../helpers/flip-server.ts";
import { fetchFailure, outcomeOf, responseOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Creates a `fetch` whose first DELETE fails, and whose second finds nothing. */
function lostDeletion(first: () => Response = failure) {
  let deletions = 0;
  return observedFetch(({ method }) => {
    if (method !== "DELETE") return Response.json({ id: "x" });
    return deletions++ === 0 ? first() : responseOf(404);
  });
}

function failure(): never {
  throw fetchFailure("ECONNRESET");
}

/** Runs a call to its end, whatever it waits for. */
async function settle(call: Promise<unknown>): Promise<unknown> {
  const outcome = outcomeOf(call);
  await vi.runAllTimersAsync();
  return outcome;
}

test.each(["a lost response", "status 502"])(
  "delete() succeeds when its retry after %s finds status 404, on levels 2 and 3",
  async (cause) => {
    const first = cause === "status 502" ? () => responseOf(502) : failure;
    const { fetch } = lostDeletion(first);
    const tc = new TelestreamCloud({ ...credentials, fetch });
    const factory = await tc.getResource("flip").factories.find("x");
    const video = await factory.videos.find("x");

    const deleted = await settle(video.delete());

    expect(deleted).toEqual({});
    expect(await settle(createTc(first).delete("/videos/x.json"))).toEqual({});
    expect(await settle(createTc(first).getResource("flip").factories.delete("x"))).toEqual({});
  },
);

function createTc(first: () => Response): TelestreamCloud {
  return new TelestreamCloud({ ...credentials, fetch: lostDeletion(first).fetch });
}

test("stream.delete() succeeds when its retry finds status 404", async () => {
  const { fetch, requests } = lostDeletion();
  const hub = new Hub(new Credentials("ak", "sk"), "h", { fetch });

  const outcome = await settle(hub.stream("z1.h.t").delete());

  expect(outcome).toBeUndefined();
  expect(requests).toHaveLength(2);
});

test("deleteVideo() shows status 404 of its retry", async () => {
  const { fetch } = lostDeletion();
  const client = createFlipClient({ ...credentials, fetch });

  const result = await settle(deleteVideo(client, { path: { id: "x" } }));

  expect(result).toMatchObject({ response: { status: 404 }, error: { error: "Fault" } });
});

test("delete() throws for status 404 of its first attempt", async () => {
  const { fetch } = observedFetch(() => responseOf(404));
  const tc = new TelestreamCloud({ ...credentials, fetch });

  const outcome = await settle(tc.delete("/videos/x.json"));

  expect(outcome).toMatchObject({ name: "HttpError", status: 404 });
});

test.each([
  { description: "204", reply: { status: 204 } },
  { description: "200 without a body", reply: { status: 200, text: "" } },
  { description: "200 and Content-Length 0", reply: { headers: { "Content-Length": "0" } } },
  { description: "null", reply: { json: null } },
])("delete() returns an empty object for $description", async ({ reply }) => {
  vi.useRealTimers();
  const server = await startServer(({ method }) =>
    method === "DELETE" ? reply : { json: { id: "x" } },
  );
  const tc = connect(server);
  const factory = await tc.getResource("flip").factories.find("x");
  const video = await factory.videos.find("x");

  const outcomes = [
    await tc.delete("/videos/x.json"),
    await factory.videos.delete("x"),
    await video.delete(),
    await video.deleteSourceFile(),
  ];

  expect(outcomes).toEqual([{}, {}, {}, {}]);
});
