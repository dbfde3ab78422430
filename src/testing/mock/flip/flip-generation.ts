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
  readFields: (call) => readParameters(parametersOf(call), call.operation.query),
  writeList: (name, items, fields) => (name === "factories" ? items : pageOf(items, fields).items),
  readExamples(described) {
    const findExample = createFindExample<operations>(described);
    return {
      factories: findExample("listFactories"),
      videos: findExample("listVideos"),
      encodings: findExample("listEncodings"),
      profiles: findExample("listProfiles"),
      metadata: findExample("getVideoMetadata"),
      notifications: findExample("getNotifications"),
    };
  },
};
