import * as both from "flip-pili";
import * as flip from "flip-pili/flip";
import * as pili from "flip-pili/pili";
import { equal, failureOf } from "./expectations.js";
import { flip31Checks } from "./flip-3.1.js";
import { piliV2Checks } from "./pili-v2.js";
import { rtcChecks } from "./rtc.js";

// The program that every runtime runs. It uses only what all of them have.

/** Limit of one check in milliseconds, so that a check that hangs does not hide the others. */
const checkMs = 20_000;
const fileSize = 12_000_000;

/**
 * Runs the checks, and returns the outcome of each: "ok" or the description of an error.
 *
 * @param {object} config Addresses of the servers, credentials, and what is known about the runtime.
 */
export async function runChecks(config) {
  const outcomes = {};
  for (const [name, check] of Object.entries(checks)) {
    outcomes[name] = await withTimeout(check(config)).then(() => "ok", describeError);
  }
  return outcomes;
}

const checks = {
  ...flip31Checks,
  ...piliV2Checks,
  ...rtcChecks,

  async imports() {
    equal(both.TelestreamCloud, flip.TelestreamCloud, "the class of both entries");
    equal(both.Hub, pili.Hub, "the class of both entries");
    equal(typeof flip.listVideos, "function", "listVideos");
    equal(typeof pili.listStreams, "function", "listStreams");
  },

  async optionsForNode(config) {
    const { credentials, clientOptions, isNode } = config;
    const create = () =>
      new flip.TelestreamCloud({ ...credentials, ...clientOptions, ca: "certificate" });
    const error = await Promise.resolve()
      .then(create)
      .then(
        () => undefined,
        (reason) => reason,
      );
    equal(error?.argument, isNode ? undefined : "ca", "the argument that is rejected");
  },

  async list(config) {
    const factory = await firstFactory(config);
    const videos = await factory.videos.all();
    equal(videos.length > 0, true, "the list has videos");
    const found = await factory.videos.find(videos[0].id);
    equal(found.id, videos[0].id, "the id of the video");
  },

  async createFromUrl(config) {
    const factory = await firstFactory(config);
    const source_url = "http://files.com/my video.mp4";
    const video = await factory.videos.create({ source_url, profiles: "h264" });
    equal(video.status, "processing", "the status of the video");
    const missing = await failureOf(factory.videos.find("0".repeat(32)));
    equal([missing.name, missing.status].join(), "HttpError,404", "the error of an unknown id");
  },

  async sign(config) {
    const documented = "kVnZs/NX13ldKPdhFYoVnoclr8075DwiZF0TGgIbMsc=";
    const host = "api.pandastream.com";
    const params = { cloud_id: "123456789" };
    const timestamp = "2011-03-01T15:39:10.260762Z";
    const keys = { accessKey: "abcdefgh", secretKey: "ijklmnop" };
    const cloud = new flip.TelestreamCloud({ ...keys, ...config.clientOptions, apiHost: host });
    const signed = cloud.signedParams("GET", "/videos.json", params, { timestamp });
    equal(signed.signature, documented, "the signature of the client");
    const all = { ...params, access_key: "abcdefgh", timestamp };
    const text = flip.stringToSign({ method: "GET", host, path: "/videos.json", params: all });
    equal(flip.signature("ijklmnop", text), documented, "the signature of the function");
    const credentials = createCredentials(config, {
      accessKey: "1234567890",
      secretKey: "0987654321",
    });
    equal(credentials.sign("abcd"), "1234567890:tDCk2v-dSc9U86BGV3EjDDpnswY=", "the signature");
  },

  async piliStreams(config) {
    const hub = createHub(config);
    const created = await hub.createStream({ title: `stream-${Date.now()}` });
    const listed = [];
    for await (const stream of hub.listStreams()) listed.push(stream.id);
    equal(listed.includes(created.id), true, "the list has the stream");
    await created.disable();
    equal((await hub.getStream(created.id)).disabled, true, "the stream is disabled");
  },

  async piliUrls() {
    const stream = {
      hub: "hub",
      title: "streamTitle",
      publishKey: "test123",
      publishSecurity: "dynamic",
      hosts: {
        publish: { rtmp: "publish.domain.com" },
        live: { hls: "live.domain.com", rtmp: "live.domain.com", http: "live.domain.com" },
        playback: { hls: "playback.domain.com" },
      },
    };
    const documented =
      "rtmp://publish.domain.com/hub/streamTitle?nonce=123&token=NFFIx_Hi5MdyJGj3Aubsf6jbma8=";
    equal(pili.rtmpPublishUrl(stream, { nonce: 123 }), documented, "the URL for publishing");
    const { ORIGIN } = pili.hlsLiveUrls(stream);
    equal(ORIGIN, "http://live.domain.com/hub/streamTitle.m3u8", "the HLS URL");
  },

  async multipartBytes(config) {
    const factory = await firstFactory(config);
    const video = await factory.videos.create({ file: fileBytes().subarray(0, 100_000) });
    equal(video.status, "processing", "the status of the video");
  },

  async multipartFile(config) {
    const factory = await firstFactory(config);
    const file = new File([fileBytes().subarray(0, 300_000)], "cat & dog.mp4", {
      type: "video/mp4",
    });
    const video = await factory.videos.create({ file });
    equal(video.original_filename, "cat & dog.mp4", "the file name of the video");
  },

  async upload(config) {
    const factory = await firstFactory(config);
    const file = new File([fileBytes()], "movie.mp4");
    const session = await factory.uploadSession(file, { concurrency: 4, retryMs: 50 });
    const video = await session.start();
    equal(session.status, "uploaded", "the status of the session");
    equal(typeof video.id, "string", "the id of the video");
  },

  async restore(config) {
    const factory = await firstFactory(config);
    const file = new File([fileBytes()], "movie.mp4");
    const session = await factory.uploadSession(file, { concurrency: 4 });
    const run = failureOf(session.start());
    // The server never responds to one part.
    await until(() => session.missingParts.length === 1 || session.status === "error");
    session.interrupt();
    const failure = await run;
    equal(failure.reason, "interrupted", `the reason of ${failure}`);
    const state = JSON.parse(JSON.stringify(session.state));
    const restored = flip.restoreUploadSession(state, file, {
      concurrency: 4,
      allowPrivateHost: true,
    });
    await restored.resume();
    equal(restored.status, "uploaded", "the status of the restored session");
  },

  async parseNotification() {
    const body = "event=video-encoded&video_id=abc&encoding_ids[0]=d&encoding_ids[1]=e";
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const request = new Request("https://example.com/hook", { method: "POST", headers, body });
    for (const parsed of [flip.parseNotification(body), await flip.parseNotification(request)]) {
      equal(parsed.event, "video-encoded", "the event");
      equal(parsed.encoding_ids.join(), "d,e", "the ids");
    }
  },

  async notificationHandler(config) {
    const factory = await firstFactory(config);
    const [video] = await factory.videos.all();
    const events = [];
    const errors = [];
    const handler = flip.createNotificationHandler({
      factory,
      secretPath: "/hook",
      onEvent: (event) => events.push(`${event.type} ${event.video.id}`),
      onError: (error) => errors.push(error),
    });
    const send = async (path, body) => {
      const init = { method: "POST", body: new URLSearchParams(body) };
      return (await handler(new Request(`https://example.com${path}`, init))).status;
    };
    const notification = { event: "video-created", video_id: video.id };
    const statuses = [await send("/hook", notification), await send("/other", notification)];
    await handler.close();
    statuses.push(await send("/hook", notification));
    equal(statuses.join(), "200,404,503", "the statuses");
    equal(errors.join(), "", "the errors");
    equal(events.join(), `video-created ${video.id}`, "the events");
  },

  async verifyCallback(config) {
    const keys = { accessKey: "abcdefghklmnopq", secretKey: "1234567890" };
    const credentials = createCredentials(config, keys);
    const headers = new Headers({
      Authorization: "Qiniu abcdefghklmnopq:ZqS7EZuAKrhZaEIxqNGxDJi41IQ=",
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Qiniu-Bbb": "BBB",
    });
    const body =
      "name=sunflower.jpg&hash=Fn6qeQi4VDLQ347NiRm-RlQx_4O2&location=Shanghai&price=1500.00&uid=123";
    const callback = { method: "GET", url: "http://test.qiniu.com/callback", headers, body };
    equal(credentials.verifyCallback(callback), true, "a genuine callback");
    equal(credentials.verifyCallback({ ...callback, body: "" }), false, "a forged callback");
  },

  // The server counts the requests.
  async redirect(config) {
    const cloud = createCloud(config, config.redirect);
    const hub = createHub(config, config.redirect);
    const calls = [
      () => cloud.get("/videos.json"),
      () => hub.createStream({ title: "some-stream" }),
    ];
    for (const call of calls) {
      const error = await failureOf(call());
      equal(error instanceof flip.FlipPiliError, true, `"instanceof FlipPiliError" of ${error}`);
      equal(/redirect|302/.test(error.message), true, `"the message names the cause" of ${error}`);
    }
  },

  async refusedConnection(config) {
    const counted = { signatures: 0 };
    const now = () => {
      counted.signatures++;
      return new Date();
    };
    const options = { ...config.refused, now, retries: 1 };
    const params = { source_url: "http://files.com/video.mp4" };
    const error = await failureOf(createCloud(config, options).post("/videos.json", params));
    equal(error.name, "NetworkError", `the name of ${error}`);
    const namesBrowser = error.message.includes("browser");
    equal(namesBrowser, "dangerouslyAllowBrowser" in config.clientOptions, "the hint for browsers");
    if (!config.tellsRefusal) return;
    const reason = "connection refused (ECONNREFUSED)";
    equal(error.message.endsWith(reason), true, `"the message names the cause" of ${error}`);
    // Each attempt has its own signature.
    equal(counted.signatures, 2, "the number of attempts");
  },
};

function createCloud({ credentials, clientOptions, flip: address }, options = {}) {
  return new flip.TelestreamCloud({ ...credentials, ...clientOptions, ...address, ...options });
}

function createCredentials({ clientOptions }, { accessKey, secretKey }) {
  return new pili.Credentials(accessKey, secretKey, clientOptions);
}

function createHub(config, server) {
  const apiHost =
    server === undefined ? config.pili.apiHost : `${server.apiHost}:${server.apiPort}`;
  const credentials = createCredentials(config, config.credentials);
  return new pili.Hub(credentials, "test-hub", { apiHost });
}

async function firstFactory(config) {
  const [factory] = await createCloud(config).getResource("flip").factories.all();
  return factory;
}

/** Returns the bytes of the file: each is the low byte of its index divided by 251. */
function fileBytes() {
  const bytes = new Uint8Array(fileSize);
  for (let index = 0; index < fileSize; index++) bytes[index] = index % 251;
  return bytes;
}

async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function withTimeout(promise) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No result within ${checkMs} ms`)), checkMs);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** Returns the error with its stack and its causes. */
export function describeError(error) {
  const stack = `${error}\n${error?.stack ?? ""}`;
  return error?.cause === undefined ? stack : `${stack}\nCause: ${describeError(error.cause)}`;
}
