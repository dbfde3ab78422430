import type { operations } from "../../../flip/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import { parametersOf } from "../../spec/operation.ts";
import { readParameters } from "../telestream/fields.ts";
import type { Generation } from "../telestream/generation.ts";
import { pageOf } from "../telestream/request.ts";

/** Flip 3.0: parameters in the query or a form, and lists without a frame. */
export const flipGeneration: Generation = {
  // Milliseconds, and kbit/s.
  units: { durationMs: 1, bitsPerSecond: 1000 },
  createdStatus: 200,
  newFactory: {
    name: null,
    s3_videos_bucket: null,
    s3_private_access: false,
    upload_original_video: false,
  },
  bucketField: "s3_videos_bucket",
  videoParameters: [
    "path_format",
    "profiles",
    "input_path",
    "extra_variables",
    "upload_redirect_url",
  ],
  isMultiChunk: false,
  profileDefaults: {
    upscale: true,
    two_pass: false,
    fps: null,
    keyframe_interval: 250,
    audio_sample_rate: 44_100,
    frame_count: 7,
    time_code: false,
    priority: 0,
  },
  limits: { maxDays: Infinity, acceptsFailedVideos: true },
  readFields: (call) => readParameters(parametersOf(call), call.operation.query),
  writeList: (name, items, fields) => (name === "factories" ? items : pageOf(items, fields).items),
  showFactory: (factory) => factory,
  showVideo: ({ data }) => data,
  readExamples(described) {
    const findExample = createFindExample<operations>(described);
    return {
      factories: findExample("listFactories"),
      videos: findExample("listVideos"),
      encodings: findExample("listEncodings"),
      profiles: findExample("listProfiles"),
      workflows: [],
      metadata: findExample("getVideoMetadata"),
      notifications: findExample("getNotifications"),
    };
  },
};
