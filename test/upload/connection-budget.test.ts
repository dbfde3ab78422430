import { ConnectionBudget, parseDate, type UploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { maxInFlight, partSize, startFleetWorld } from "../fleet/fleet-files.ts";

test("ConnectionBudget limits the parts in flight of several uploads together", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const budget = new ConnectionBudget(2);
  const sessions = await Promise.all(
    (await write(3)).map((path) => factory.uploadSession(path, { budget, tls: "as-given" })),
  );
  mock.uploads.script([{ kind: "delay", ms: 5, method: "PUT", times: Infinity }]);

  await Promise.all(sessions.map((session) => session.start()));

  expect(maxInFlight(mock.uploads.requests)).toBe(2);
  expect(budget.connections).toBe(2);
});

test("ConnectionBudget is free for others while an upload waits for a retry", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const budget = new ConnectionBudget(1);
  const [path = "", other = ""] = await write(2, partSize);
  const waiting = await factory.uploadSession(path, {
    budget,
    retryMs: 1_000_000,
    tls: "as-given",
  });
  const [stored] = mock.uploads.sessions;
  mock.uploads.script([{ kind: "status", status: 503, method: "PUT", session: stored?.id }]);
  const run = waiting.start();

  const video = await (await factory.uploadSession(other, { budget })).start();
  waiting.interrupt();

  expect(video.original_filename).toBe("film-1.mp4");
  await expect(run).rejects.toMatchObject({ reason: "interrupted" });
});

test("ConnectionBudget covers uploads in ranges, and those that are interrupted while they wait", async () => {
  const { mock, factory, write } = await startFleetWorld();
  const budget = new ConnectionBudget(1);
  const paths = await write(3, partSize);
  const sessions = await Promise.all(
    paths.map((path) => factory.uploadSession(path, { budget, multiChunk: false })),
  );
  const stalled = mock.uploads.sessions.find(({ fileName }) => fileName === "film-0.mp4");
  mock.uploads.script([{ kind: "stall", method: "PUT", session: stalled?.id }]);
  const run = (session: UploadSession) => session.start().catch(({ reason }) => reason);
  const [holding, ...others] = sessions;
  const runs = [holding && run(holding)];
  await expect.poll(() => mock.uploads.unusedFaults.length).toBe(0);
  runs.push(...others.map(run));

  sessions[1]?.interrupt();
  sessions[0]?.interrupt();

  const [first, second, third] = await Promise.all(runs);
  expect([first, second]).toEqual(["interrupted", "interrupted"]);
  expect(third).toMatchObject({ original_filename: "film-2.mp4" });
});

test.each([0, 1.5, 2000])("ConnectionBudget rejects %d connections", (connections) => {
  expect(() => new ConnectionBudget(connections)).toThrow("connections");
});

test("factory.uploadSession rejects a budget that is not one", async () => {
  const { factory, write } = await startFleetWorld();
  const [path = ""] = await write(1);
  const budget = { connections: 2 };

  await expect(factory.uploadSession(path, { budget })).rejects.toMatchObject({
    argument: "budget",
  });
});

test("factory.restoreUploadSession continues a session with the connections of the factory", async () => {
  const { factory, write } = await startFleetWorld();
  const [path = ""] = await write(1);
  const { state } = await factory.uploadSession(path);

  const session = factory.restoreUploadSession(state, path, { concurrency: 2 });
  const video = await session.resume();

  expect(await video.reload()).toMatchObject({ original_filename: "film-0.mp4" });
});

test("factory.restoreUploadSession rejects unknown options and invalid states", async () => {
  const { factory, write } = await startFleetWorld();
  const [path = ""] = await write(1);
  const { state } = await factory.uploadSession(path);
  const options: object = { profiles: "h264" };

  expect(() => factory.restoreUploadSession(state, path, options)).toThrow("profiles");
  expect(() => factory.restoreUploadSession({ ...state, partSize: -1 }, path)).toThrow("partSize");
});

test("parseDate reads dates of the service", () => {
  expect(parseDate("2016/02/03 10:11:12 +0000").toISOString()).toBe("2016-02-03T10:11:12.000Z");
  expect(parseDate("2016-02-03T10:11:12+0130").toISOString()).toBe("2016-02-03T08:41:12.000Z");
  expect(parseDate(null).getTime()).toBeNaN();
});
