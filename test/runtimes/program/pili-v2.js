import * as pili from "flip-pili/pili-v2";
import { equal, expectStatus } from "./expectations.js";

const documentedRtmp =
  "rtmp://publish-rtmp.test.com/test-hub/test-title?e=1440256208" +
  "&token=QiniuAccessKey:TAIxFJONf7IyM3sgL-Ov_QFieJE=";
const documentedSrt =
  "srt://publish.domain.com:1935?streamid=#!::h=hub/streamTitle,domain=publish.domain.com," +
  "expire=1634745600,m=publish,xyz=custom,token=GSmK7wau9MZ0rBCV-jDLmG4fUhM=";
const documentedPlay =
  "http://play.test.com/test-hub/test-title.m3u8?sign=bff947130b2541fd150ae3788bce1a4d&t=55d7fab2";

/** Checks of Pili v2. */
export const piliV2Checks = {
  async piliV2Streams(config) {
    const { accessKey, secretKey } = config.credentials;
    const credentials = new pili.Credentials(accessKey, secretKey, config.clientOptions);
    const hub = new pili.Hub(credentials, "test-hub", config.piliV2);
    const key = `stream-${Date.now()}`;
    const created = await hub.createStream(key);
    const listed = [];
    for await (const stream of hub.listStreams()) listed.push(stream.key);
    equal(listed.includes(key), true, "the list has the stream");
    await created.disable();
    const info = await hub.stream(key).info();
    equal(pili.isStreamDisabled(info), true, "the stream is disabled");
    const client = pili.createPiliClient(credentials, config.piliV2);
    const path = { hub: "test-hub", encodedKey: pili.encodeKey("流?>") };
    equal(path.encodedKey, "5rWBPz4=", "the encoded key");
    await expectStatus(pili.getStream(client, { path }), 612, config);
    if (config.rejectsStatus600) return;
    equal(await created.liveStatus(), undefined, "the state of a stream that is not live");
  },

  async piliV2Urls(config) {
    const keys = ["QiniuAccessKey", "QiniuSecretKey"];
    const credentials = new pili.Credentials(...keys, config.clientOptions);
    const stream = ["publish-rtmp.test.com", "test-hub", "test-title"];
    const byAccount = { expiresAt: 1_440_256_208, credentials };
    equal(pili.rtmpPublishUrl(...stream, byAccount), documentedRtmp, "the URL for publishing");
    const srt = pili.srtPublishUrl("publish.domain.com", "hub", "streamTitle", {
      publishSecurity: "expiry",
      publishKey: "test123",
      expiresAt: 1_634_745_600,
      params: { xyz: "custom" },
    });
    equal(srt, documentedSrt, "the URL for publishing over SRT");
    const play = pili.hlsPlayUrl("play.test.com", "test-hub", "test-title");
    const signed = pili.signPlayUrl(play, { key: "12345678", time: 0x55d7fab2 });
    equal(signed, documentedPlay, "the signed play URL");
  },
};
