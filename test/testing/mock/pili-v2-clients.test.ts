import "../../helpers/warm-up.ts";
import { createRequire } from "node:module";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { keys } from "../../helpers/mock-pili.ts";
import { redirectingAgent } from "../../helpers/redirecting-agent.ts";

type Callback<Values extends unknown[]> = (error: PiliError | null, ...values: Values) => void;

/** Error of the client of Pili: its code is the field `error` of the body. */
interface PiliError extends Error {
  readonly errorCode: string;
}

/** A stream of the client of Pili, whose fields are those of the last `loadInfo()`. */
interface PiliStream {
  readonly key: string;
  readonly disabledTill?: number;
  readonly converts?: readonly string[];
  readonly createdAt?: number;
  loadInfo(done: Callback<[]>): void;
  liveInfo(done: Callback<[{ startAt: number; clientIP: string }]>): void;
  disable(till: number, done: Callback<[]>): void;
  enable(done: Callback<[]>): void;
  savePlayback(options: object, done: Callback<[string]>): void;
  saveSnapshot(options: object, done: Callback<[string]>): void;
  updateConverts(profiles: readonly string[], done: Callback<[]>): void;
  publishHistory(options: object, done: Callback<[{ start: number; end: number }[]]>): void;
}

interface PiliHub {
  newStream(key: string): PiliStream;
  createStream(key: string, done: Callback<[PiliStream]>): void;
  listStreams(options: object, done: Callback<[string | null, PiliStream[]]>): void;
  batchLiveStreamsInfo(keys: readonly string[], done: Callback<[{ key: string }[]]>): void;
}

/** The client of Pili v2 that its authors have published. It has no types. */
interface Pili {
  readonly config: { API_HOST: string; API_PORT: number };
  readonly Credentials: new (accessKey: string, secretKey: string) => object;
  readonly Hub: new (credentials: object, name: string) => PiliHub;
}

/** A request of the HTTP client of Qiniu. */
interface QiniuRequest {
  readonly url: string;
  readonly middlewares: readonly object[];
  readonly data?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A response that it has received. */
interface QiniuResponse {
  readonly data: unknown;
  readonly resp: { readonly statusCode: number };
}

type SendWithQiniu = (request: QiniuRequest, options: object) => Promise<QiniuResponse>;

/** The client of Qiniu that its authors have published. Its types lack what signs requests. */
interface Qiniu {
  readonly auth: {
    readonly digest: {
      readonly Mac: new (accessKey: string, secretKey: string, options: object) => object;
    };
  };
  readonly httpc: {
    readonly HttpClient: new (
      options: object,
    ) => { readonly get: SendWithQiniu; readonly post: SendWithQiniu };
    readonly middleware: {
      readonly QiniuAuthMiddleware: new (options: { mac: object }) => object;
    };
  };
}

const require = createRequire(import.meta.url);
const pili: Pili = require("piliv2");
const qiniu: Qiniu = require("qiniu");

/** Converts a call with a callback. */
function call<Values extends unknown[]>(send: (done: Callback<Values>) => void): Promise<Values> {
  return new Promise((resolve, reject) => {
    send((error, ...values) => (error === null ? resolve(values) : reject(error)));
  });
}

let mock: MockServer;
let hub: PiliHub;

beforeAll(async () => {
  mock = await startMockServer("pili-v2", {
    credentials: keys,
    speed: 0,
    allowHosts: ["pili.qiniuapi.com"],
  });
  // The client reads its configuration once per process.
  pili.config.API_HOST = mock.host;
  pili.config.API_PORT = mock.port;
  hub = new pili.Hub(new pili.Credentials(keys.accessKey, keys.secretKey), "test-hub");
});

afterEach(() => mock.reset());
afterAll(() => mock.close());

/** Returns the requests whose signature is not valid, or that violate the spec. */
const findDeviations = () =>
  mock.requests.filter(({ signature, findings }) => signature !== "valid" || findings.length > 0);

test('startMockServer("pili-v2") supports every call of the client piliv2', async () => {
  const [created] = await call<[PiliStream]>((done) => hub.createStream("live_1", done));
  const [, streams] = await call<[string | null, PiliStream[]]>((done) =>
    hub.listStreams({ prefix: "live", liveonly: false, limit: 10 }, done),
  );
  await call<[]>((done) => created.loadInfo(done));
  await mock.advance(12_000);
  const [live] = await call<[{ startAt: number }]>((done) => created.liveInfo(done));
  const [batch] = await call<[{ key: string }[]]>((done) =>
    hub.batchLiveStreamsInfo(["live_1", "test0", "missing"], done),
  );
  await call<[]>((done) => created.updateConverts(["480p", "720p"], done));
  await call<[]>((done) => created.disable(-1, done));
  const [history] = await call<[{ start: number; end: number }[]]>((done) =>
    created.publishHistory({ start: live.startAt, end: live.startAt + 60 }, done),
  );
  const [file] = await call<[string]>((done) =>
    created.savePlayback({ start: live.startAt, end: live.startAt + 10 }, done),
  );
  const [picture] = await call<[string]>((done) =>
    created.saveSnapshot({ time: live.startAt + 5, format: "jpg" }, done),
  );
  await call<[]>((done) => created.loadInfo(done));
  const disabledTill = created.disabledTill;
  await call<[]>((done) => created.enable(done));
  await call<[]>((done) => created.loadInfo(done));

  expect(streams.map(({ key }) => key)).toEqual(["live_1"]);
  expect(batch).toMatchObject([{ key: "live_1", startAt: live.startAt }]);
  expect(history).toMatchObject([{ start: live.startAt, end: live.startAt + 10 }]);
  expect(file).toBe(`recordings/z1.test-hub.live_1/${live.startAt}_${live.startAt + 10}.m3u8`);
  expect(picture).toMatch(/^live_1-\d+\.jpg$/);
  expect(disabledTill).toBe(-1);
  expect(created).toMatchObject({ disabledTill: 0, converts: ["480p", "720p"] });
  expect(findDeviations()).toEqual([]);
});

test('startMockServer("pili-v2") has the pages that the client piliv2 continues with', async () => {
  const list = (options: object) =>
    call<[string | null, PiliStream[]]>((done) => hub.listStreams(options, done));

  const [first, firstStreams] = await list({ limit: 2 });
  const [second, secondStreams] = await list({ limit: 2, marker: first });
  const [third, thirdStreams] = await list({ limit: 2, marker: second });

  expect(
    [firstStreams, secondStreams, thirdStreams].map((page) => page.map(({ key }) => key)),
  ).toEqual([["test-title", "test0"], ["test1"], []]);
  expect([first, second, third]).toEqual(["2", "3", null]);
  expect(findDeviations()).toEqual([]);
});

test.each([
  ["an existing stream", (done: Callback<[PiliStream]>) => hub.createStream("test0", done), 614],
  ["a missing stream", (done: Callback<[]>) => hub.newStream("x").loadInfo(done), 612],
  ["a stream that is not live", liveInfo, 619],
  ["a stream without recording", save, 619],
] as const)("piliv2 reports an error for %s", async (_, send, status) => {
  const rejection = await call(send as (done: Callback<[]>) => void).catch((error) => error);

  const errors = { 612: "stream not found", 614: "stream already exists", 619: /^no (live|data)$/ };
  expect(mock.requests.map((request) => request.status)).toEqual([status]);
  expect((rejection as PiliError).errorCode).toMatch(errors[status]);
});

function liveInfo(done: Callback<[{ startAt: number; clientIP: string }]>): void {
  hub.newStream("test0").liveInfo(done);
}

function save(done: Callback<[string]>): void {
  hub.newStream("test0").savePlayback({}, done);
}

/** Sends a request to the address of the service with the HTTP client of `qiniu`, which signs it. */
function sendWithQiniu(
  method: "get" | "post",
  path: string,
  { body, options = {} }: { body?: object; options?: object } = {},
) {
  const mac = new qiniu.auth.digest.Mac(keys.accessKey, keys.secretKey, options);
  const agent = redirectingAgent(mock);
  onTestFinished(() => agent.destroy());
  const url = `http://pili.qiniuapi.com${path}`;
  const middlewares = [new qiniu.httpc.middleware.QiniuAuthMiddleware({ mac })];
  const client = new qiniu.httpc.HttpClient({});
  if (method === "get") return client.get({ url, middlewares }, { agent });
  const contentType = "application/json";
  const headers = { "Content-Type": contentType };
  const data = JSON.stringify(body);
  return client.post({ url, data, headers, middlewares }, { agent, contentType });
}

const withoutDate = { disableQiniuTimestampSignature: true };

test.each([
  ["X-Qiniu-Date", {}],
  ["no X-Qiniu-Date", withoutDate],
])('startMockServer("pili-v2") accepts the signatures of qiniu with %s', async (_, options) => {
  const path = "/v2/hubs/test-hub/streams";

  const created = await sendWithQiniu("post", path, { body: { key: "流" }, options });
  const found = await sendWithQiniu("get", `${path}/5rWB`, { options });
  const page = await sendWithQiniu("get", `${path}?prefix=%E6%B5%81&limit=1`, { options });
  const missing = await sendWithQiniu("get", `${path}/YT9iPmN-`, { options });

  expect([created, found, page, missing].map(({ resp }) => resp.statusCode)).toEqual([
    200, 200, 200, 612,
  ]);
  expect(found.data).toMatchObject({ disabledTill: 0, converts: [] });
  expect(page.data).toEqual({ items: [{ key: "流" }], marker: "1" });
  expect(findDeviations()).toEqual([]);
  const isDated = mock.requests.map(({ headers }) => headers["x-qiniu-date"] !== undefined);
  expect(new Set(isDated)).toEqual(new Set([options !== withoutDate]));
});
