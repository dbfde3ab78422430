import {
  Credentials,
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  rtmpPublishUrl,
} from "flip-pili/pili";
import type { Texts } from "./live-part.ts";

/** Shows the URLs of a stream, and what the token of its publishing URL is made of. */
export function showPiliUrls(fields: Texts): Texts {
  const { hub = "", title = "", publishKey = "", publishSecurity = "" } = fields;
  const { publishHost = "", liveHost = "", accessKey = "", secretKey = "" } = fields;
  const { nonce, expiresAt, start, end } = fields;
  const data = {
    ...{ hub, title, publishKey, publishSecurity },
    hosts: {
      publish: { rtmp: publishHost },
      live: { rtmp: liveHost, hls: liveHost, hdl: liveHost },
      playback: { hls: liveHost },
    },
  };
  const isByKeys = publishSecurity === "expiry_sk";
  const publish = rtmpPublishUrl(data, {
    nonce: toNumber(nonce),
    expiresAt: toNumber(expiresAt),
    ...(isByKeys && { credentials: new Credentials(accessKey, secretKey) }),
  });
  const play = [rtmpLiveUrls, hlsLiveUrls, httpFlvLiveUrls].map(
    (makeUrls) => makeUrls(data).ORIGIN,
  );
  return {
    publish,
    signed: publish.replace(`rtmp://${publishHost}`, "").replace(/&token=.*/, ""),
    play: play.join("\n"),
    playback: hlsPlaybackUrls(data, toNumber(start), toNumber(end)).ORIGIN,
  };
}

/** What is no number stays what it is, so that the library says what is wrong with it. */
function toNumber(text: string | undefined): number {
  return /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN;
}
