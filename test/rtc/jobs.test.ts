import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { startRtc } from "../helpers/rtc-server.ts";

const version3 = "/v3/apps/app1/rooms/room1";
const version4 = "/v4/apps/app1/rooms/room1";

const position = { x: 0, y: 0, w: 640, h: 480, z: 1 };
const job = {
  id: "job1",
  type: "basic",
  inputs: [
    { kind: "media", userId: "user1", tag: "camera", position, stretchMode: "aspectFit" },
    { kind: "image", url: "https://example.com/a.png" },
  ],
  outputs: [{ type: "rtmp", url: "rtmp://example.com/hub/title" }],
  config: { fps: 25, kbps: 1000, width: 640, height: 480, stretchMode: "scaleToFit" },
} as const;

test("createJob(), update() and stop() send the requests of version 4", async () => {
  const { room, sent } = await startRtc({ json: { id: "job1", status: "started" } });

  const started = await room.createJob(job as never);
  const updated = await started.update({ config: { fps: 15 } });
  const stopped = await room.job("job1").stop();

  expect(sent()).toEqual([
    `POST ${version4}/jobs ${JSON.stringify(job)}`,
    `POST ${version4}/jobs/update {"config":{"fps":15},"id":"job1"}`,
    `POST ${version4}/jobs/stop {"id":"job1"}`,
  ]);
  expect(updated).toBe(started);
  expect(started).toMatchObject({ id: "job1", status: "started" });
  expect(`${stopped}`).toBe("MergeJob job1");
});

test("createForwardJob() and stop() send the requests of version 3", async () => {
  const { room, sent } = await startRtc({ json: { id: "fwd1", status: "ok" } });
  const params = {
    id: "fwd1",
    playerId: "user1",
    publishUrl: "rtmp://example.com/hub/title",
    tracks: [{ trackId: "t1" }],
  };

  const started = await room.createForwardJob(params);
  await started.stop();
  await room.forwardJob("fwd2", "user2").stop();

  expect(sent()).toEqual([
    `POST ${version3}/forward_job ${JSON.stringify(params)}`,
    `POST ${version3}/forward_job/delete {"id":"fwd1","playerId":"user1"}`,
    `POST ${version3}/forward_job/delete {"id":"fwd2","playerId":"user2"}`,
  ]);
  expect(started).toMatchObject({ id: "fwd1", status: "ok", playerId: "user1" });
});

test("a merge job of version 3 changes tracks and watermarks", async () => {
  const { room, sent } = await startRtc({ json: { id: "m 1" } });

  const started = await room.createMergeJobV3({ id: "m 1", width: 641, template: "horizontal" });
  await started.updateTracks({
    mode: 0,
    add: [{ trackID: "t1", x: 1 }],
    remove: [{ trackID: "t2" }],
  });
  await started.updateTracks({ mode: 1, all: [] });
  await started.updateWatermarks([{ url: "https://example.com/a.png" }]);
  await room.mergeJobV3("m 1").stop();

  expect(sent()).toEqual([
    `POST ${version3}/merge_job {"id":"m 1","width":641,"template":"horizontal"}`,
    `POST ${version3}/merge_job/m%201/tracks {"mode":0,"add":[{"trackID":"t1","x":1}],"remove":[{"trackID":"t2"}]}`,
    `POST ${version3}/merge_job/m%201/tracks {"mode":1,"all":[]}`,
    `POST ${version3}/merge_job/m%201/watermarks {"watermarks":[{"url":"https://example.com/a.png"}]}`,
    `DELETE ${version3}/merge_job/m%201`,
  ]);
});

test.each([[{ json: {} }], [{ json: null }], [{ text: "" }], [{ json: { id: null, more: 1 } }]])(
  "a job keeps its id when the response is %j",
  async (reply) => {
    const { room } = await startRtc(reply);

    const created = await room.createJob({ id: "job1" });
    const stopped = await created.stop();

    expect(stopped.id).toBe("job1");
  },
);

test("a job has the id of the response", async () => {
  const { room } = await startRtc({ json: { id: 42, status: "started" } });

  expect((await room.createJob({ id: "job1" })).id).toBe("42");
});

test("createJob() rejects an error with status 200", async () => {
  const { room } = await startRtc({ json: { error: "room not active" } });

  expect(await outcomeOf(room.createJob({ id: "job1" }))).toMatchObject({ name: "HttpError" });
});

test("stop() of an unknown job rejects with status 612", async () => {
  const { room } = await startRtc({ status: 612, json: { error: "job not found" } });

  expect(await outcomeOf(room.job("job1").stop())).toMatchObject({ status: 612 });
});

test.each([
  { params: null, argument: "params" },
  { params: {}, argument: "id" },
  { params: { id: ".." }, argument: "id" },
  { params: { id: "j", inputs: {} }, argument: "inputs" },
  { params: { id: "j", inputs: ["user1"] }, argument: "inputs[0]" },
  { params: { id: "j", inputs: [{ kind: "audio" }] }, argument: "inputs[0].kind" },
  { params: { id: "j", inputs: [{ kind: "media" }] }, argument: "inputs[0].userId" },
  { params: { id: "j", inputs: [{ userId: "a b" }] }, argument: "inputs[0].userId" },
  { params: { id: "j", inputs: [{}, { kind: "image" }] }, argument: "inputs[1].url" },
  { params: { id: "j", inputs: [{ stretchMode: "fill" }] }, argument: "inputs[0].stretchMode" },
  { params: { id: "j", outputs: [{}] }, argument: "outputs[0].url" },
  { params: { id: "j", config: [] }, argument: "config" },
  { params: { id: "j", config: { fps: 0 } }, argument: "config.fps" },
  { params: { id: "j", config: { width: 641 } }, argument: "config.width" },
  { params: { id: "j", config: { height: 3 } }, argument: "config.height" },
  { params: { id: "j", config: { stretchMode: 1 } }, argument: "config.stretchMode" },
])("createJob() rejects $params before any request", async ({ params, argument }) => {
  const { room, sent } = await startRtc({ json: {} });

  const outcome = await outcomeOf(room.createJob(params as never));

  expect(outcome).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(sent()).toEqual([]);
});

test.each([
  { params: { id: "f" }, argument: "playerId" },
  { params: { playerId: "p" }, argument: "id" },
  { params: { id: "f", playerId: "p", publishUrl: "" }, argument: "publishUrl" },
  { params: { id: "f", playerId: "p", tracks: [{}] }, argument: "tracks[0].trackId" },
])("createForwardJob() rejects $params before any request", async ({ params, argument }) => {
  const { room, sent } = await startRtc({ json: {} });

  const outcome = await outcomeOf(room.createForwardJob(params as never));

  expect(outcome).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(sent()).toEqual([]);
});

test.each([
  { params: {}, argument: "id" },
  { params: { id: "m", fps: 0 }, argument: "fps" },
  { params: { id: "m", background: {} }, argument: "background.url" },
  { params: { id: "m", waterMarks: [{ url: 1 }] }, argument: "waterMarks[0].url" },
  { params: { id: "m", userInfos: [{ userId: "x" }] }, argument: "userInfos[0].userId" },
  { params: { id: "m", stretchMode: "fill" }, argument: "stretchMode" },
])("createMergeJobV3() rejects $params before any request", async ({ params, argument }) => {
  const { room, sent } = await startRtc({ json: {} });

  const outcome = await outcomeOf(room.createMergeJobV3(params as never));

  expect(outcome).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(sent()).toEqual([]);
});

test.each([
  { call: "update" as const, given: {}, argument: "changes" },
  { call: "update" as const, given: { config: { width: 1 } }, argument: "config.width" },
  { call: "updateTracks" as const, given: {}, argument: "mode" },
  { call: "updateTracks" as const, given: { mode: 2 }, argument: "mode" },
  { call: "updateTracks" as const, given: { mode: 0, all: [] }, argument: "mode" },
  { call: "updateTracks" as const, given: { mode: 1, add: [] }, argument: "mode" },
  { call: "updateTracks" as const, given: { mode: 1, all: [{}] }, argument: "all[0].trackID" },
  { call: "updateWatermarks" as const, given: {}, argument: "watermarks" },
  { call: "updateWatermarks" as const, given: [{}], argument: "watermarks[0].url" },
])("$call() rejects $given before any request", async ({ call, given, argument }) => {
  const { room, sent } = await startRtc({ json: {} });
  const jobs = {
    update: room.job("j"),
    updateTracks: room.mergeJobV3("m"),
    updateWatermarks: room.mergeJobV3("m"),
  };
  const run = () =>
    (jobs[call] as unknown as Record<string, (value: unknown) => Promise<unknown>>)[call]?.(given);

  const outcome = await outcomeOf(run() as Promise<unknown>);

  expect(outcome).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(sent()).toEqual([]);
});
