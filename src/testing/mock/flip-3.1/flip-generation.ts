import type { operations, ProfileData } from "../../../flip-3.1/index.ts";
import { isPlainObject } from "../../../http/argument-checks.ts";
import { toParams } from "../../exchange/params.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import { type Fields, readParameters } from "../telestream/fields.ts";
import type { Generation } from "../telestream/generation.ts";
import type { ProfileRecord } from "../telestream/records.ts";
import { pageOf } from "../telestream/request.ts";

/** Flip 3.1: JSON bodies, and lists that tell the number of all entries. */
export const flip31Generation: Generation = {
  // Seconds, and bit/s.
  units: { durationMs: 1000, bitsPerSecond: 1 },
  createdStatus: 201,
  newFactory: {
    name: null,
    factory_region: null,
    output_bucket_name: null,
    outputs_path_format: null,
    acl: null,
    server_side_encryption: false,
    input_bucket_name: null,
    input_bucket_watch: false,
    storage_provider: 0,
  },
  bucketField: "output_bucket_name",
  videoParameters: ["use_source_timecode"],
  isMultiChunk: true,
  profileDefaults: {
    upscale: true,
    fps: null,
    keyframe_interval: 250,
    audio_sample_rate: 44_100,
    frame_count: 7,
    mute_audio_tracks: false,
  },
  limits: { maxDays: 30, acceptsFailedVideos: false },
  readFields,
  writeList(name, list, fields) {
    const { items, number, size } = pageOf(list, fields);
    return { [name]: items, page: number, per_page: size, total: list.length };
  },
  showFactory(factory, { with_storage_provider }) {
    const hidden = with_storage_provider === true ? [] : ["storage_provider"];
    return Object.fromEntries(Object.entries(factory).filter(([name]) => !hidden.includes(name)));
  },
  showVideo(video, { encodings }) {
    const encodings_count = encodings.filter((encoding) => encoding.video === video).length;
    return { ...video.data, encodings_count };
  },
  readExamples(described) {
    const findExample = createFindExample<operations>(described);
    return {
      factories: findExample("listFactories").factories ?? [],
      videos: findExample("listVideos").videos ?? [],
      encodings: findExample("listEncodings").encodings,
      profiles: toRecords(findExample("listProfiles").profiles),
      workflows: toRecords(findExample("listWorkflows").workflows),
      metadata: findExample("getVideoMetadata"),
      notifications: findExample("getNotifications"),
    };
  },
};

/** Returns examples as records. Their numbers are numbers, although the spec allows text in responses. */
function toRecords(profiles: readonly ProfileData[] | null | undefined): readonly ProfileRecord[] {
  return (profiles ?? []) as readonly ProfileRecord[];
}

/** Returns the parameters of the query and the fields of the body that the spec describes. */
function readFields({ operation, query, body }: ReceivedCall): Fields {
  const format = operation.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  const sent = { ...toParams(body.fields), ...(isPlainObject(body.json) ? body.json : {}) };
  const described = Object.entries(sent).filter(([name]) => format?.fields.has(name) === true);
  return { ...readParameters(toParams(query), operation.query), ...Object.fromEntries(described) };
}
