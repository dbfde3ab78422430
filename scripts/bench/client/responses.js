const video = {
  id: "4147fd6f38fb552c38aba1e2b6923892",
  original_filename: "panda.mp4",
  source_url: "http://files.com/panda.mp4",
  path: "4147fd6f38fb552c38aba1e2b6923892",
  extname: ".mp4",
  status: "success",
  mime_type: "video/mp4",
  video_codec: "h264",
  audio_codec: "aac",
  audio_bitrate: 128,
  video_bitrate: 1200,
  audio_sample_rate: 44100,
  fps: 29.97,
  duration: 13000,
  width: 1280,
  height: 720,
  file_size: 2097152,
  created_at: "2016/10/03 09:52:01 +0000",
  updated_at: "2016/10/03 09:53:01 +0000",
};
const factory = { id: "abcdeb2cc233daaa26da6e7dd77eabcd", name: "bench", region: "us-east-1" };

const list = JSON.stringify([video]);
/** The list as the services of other clients return it. */
const page = JSON.stringify({ object: "list", data: [video], has_more: false });
const one = JSON.stringify(video);
const factoryBody = JSON.stringify(factory);

/** Ids that the programs request. */
export const ids = { factory: factory.id, video: video.id };

/**
 * Returns the response body for a URL.
 *
 * @param {string} url
 */
export function bodyFor(url) {
  if (url.includes("/v1/")) return page;
  if (url.includes("/videos/")) return one;
  return url.includes("/factories/") ? factoryBody : list;
}
