import { HttpError } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, type RequestHandler, startServer } from "../../helpers/flip-server.ts";

const hour = 3_600_000;
const expired = { error: "NotAuthorized", message: "Signatures expired" };

/** A service whose clock is off: it refuses timestamps that differ by more than five minutes. */
function serviceAhead(offsetMs: number, headers: Record<string, string> = {}): RequestHandler {
  return ({ params }) => {
    const time = Date.now() + offsetMs;
    const age = Math.abs(time - Date.parse(params.timestamp ?? ""));
    const date = { Date: new Date(time).toUTCString(), ...headers };
    if (age > 300_000) return { status: 401, json: expired, headers: date };
    return { json: { id: "v" }, headers: date };
  };
}

test.each([
  { offset: hour, verb: "get" },
  { offset: hour, verb: "post" },
  { offset: -hour, verb: "get" },
  { offset: 400 * 24 * hour, verb: "put" },
] as const)("$verb is sent once more with the service's time ($offset ms off)", async (entry) => {
  const server = await startServer(serviceAhead(entry.offset));
  const tc = connect(server);

  const answer = await tc[entry.verb]("/videos.json");

  expect(answer).toEqual({ id: "v" });
  expect(server.requests).toHaveLength(2);
  const [first, second] = server.requests.map(({ params }) => Date.parse(params.timestamp ?? ""));
  expect(Math.abs((second ?? 0) - (first ?? 0) - entry.offset)).toBeLessThan(5000);
});

test("the correction is kept for the calls that follow, of every object", async () => {
  const server = await startServer(serviceAhead(hour));
  const tc = connect(server);
  await tc.get("/videos.json");

  const factory = await tc.getResource("flip").factories.find("f");
  await factory.videos.find("v");

  expect(server.requests).toHaveLength(4);
  const signed = tc.signedParams("GET", "/videos.json");
  expect(Math.abs(Date.parse(signed.timestamp) - Date.now() - hour)).toBeLessThan(5000);
});

test("20 concurrent calls each need at most one more request", async () => {
  const server = await startServer(serviceAhead(hour));
  const tc = connect(server);

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => tc.post("/videos.json", { title: "same" })),
  );

  expect(answers).toHaveLength(20);
  expect(server.requests.length).toBeLessThanOrEqual(40);
  expect(new Set(server.requests.map(({ params }) => params.signature)).size).toBe(
    server.requests.length,
  );
});

test("a service that never agrees gets one more request, not a loop", async () => {
  const headers = { Date: new Date(Date.now() + hour).toUTCString() };
  const server = await startServer(() => ({ status: 401, json: expired, headers }));
  const tc = connect(server, { retries: 5 });

  const call = tc.get("/videos.json");

  await expect(call).rejects.toMatchObject({ status: 401, code: "NotAuthorized" });
  expect(server.requests).toHaveLength(2);
});

test.each([
  { what: "with an Age, so from a cache", headers: { Age: "10" } },
  { what: "with a Date that is none", headers: { Date: "yesterday" } },
])("an answer $what is not believed", async ({ headers }) => {
  const server = await startServer(serviceAhead(hour, headers));

  const call = connect(server).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(HttpError);
  expect(server.requests).toHaveLength(1);
});

test("an answer without Date is not believed", async () => {
  const server = await startServer((_, response) => {
    response.sendDate = false;
    return { status: 401, json: expired };
  });

  const call = connect(server).get("/videos.json");

  await expect(call).rejects.toBeInstanceOf(HttpError);
  expect(server.requests).toHaveLength(1);
});

test("a wrong signature is not taken for a wrong clock", async () => {
  const json = { error: "NotAuthorized", message: "Signatures do not match" };
  const headers = { Date: new Date(Date.now() + hour).toUTCString() };
  const server = await startServer(() => ({ status: 401, json, headers }));

  const call = connect(server).get("/videos.json");

  await expect(call).rejects.toMatchObject({ message: expect.stringContaining("do not match") });
  expect(server.requests).toHaveLength(1);
});
