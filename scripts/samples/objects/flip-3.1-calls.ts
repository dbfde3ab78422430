import { flipCalls } from "./flip-calls.ts";
import type { ObjectCalls } from "./object-call.ts";

const findVideo = "const video = await factory.videos.find($id);\n\n";
const findEncoding = "const encoding = await factory.encodings.find($id);\n\n";
const { deleteFactory: _, ...sharedCalls } = flipCalls;

/** Object calls of Flip 3.1: those of 3.0, and what 3.1 adds. It cannot delete factories. */
export const flip31Calls: ObjectCalls = {
  ...sharedCalls,
  syncFactory: {
    code:
      "const factory = await flip.factories.find($id);\n\n" +
      "// Use `factory.sync(false)` to stop.\nawait factory.sync();",
    symbols: ["Factory.sync"],
  },
  listQueuedVideos: {
    code: "const videos = await factory.videos.queued();\nconsole.log(videos.length);",
    symbols: ["Videos.queued"],
    shown: [],
  },
  resubmitVideo: {
    code: "await factory.videos.resubmit($body.video_id);",
    symbols: ["Videos.resubmit"],
  },
  cancelVideo: {
    code: `${findVideo}// Cancels its encodings, too.\nawait video.cancel();`,
    symbols: ["Video.cancel"],
  },
  getSignedVideoUrl: {
    code: `${findVideo}const url = await video.signedUrl();\nconsole.log(url);`,
    symbols: ["Video.signedUrl"],
  },
  countEncodings: {
    code: "const count = await factory.encodings.count();\nconsole.log(count);",
    symbols: ["Encodings.count"],
  },
  updateEncoding: {
    code: `${findEncoding}await encoding.update($body);`,
    symbols: ["Encoding.update"],
    shown: [],
  },
  getSignedEncodingUrl: {
    code: `${findEncoding}const url = await encoding.signedUrl($query);\nconsole.log(url);`,
    symbols: ["Encoding.signedUrl"],
    shown: ["expires"],
  },
  getSignedEncodingUrls: {
    code: `${findEncoding}const urls = await encoding.signedUrls();\nconsole.log(urls);`,
    symbols: ["Encoding.signedUrls"],
  },
  listProfileEncodings: {
    code:
      "const profile = await factory.profiles.find($id);\n\n" +
      "const encodings = await profile.encodings.all();\nconsole.log(encodings);",
    symbols: ["Profile.encodings", "Collection.all"],
    shown: [],
  },
  copyProfile: {
    code:
      "const profile = await factory.profiles.find($id);\n\n" +
      "const copy = await profile.copy($body);\nconsole.log(copy.id);",
    symbols: ["Profile.copy"],
    shown: [],
  },
  listWorkflows: {
    code: "const workflows = await factory.workflows.all();\nconsole.log(workflows);",
    symbols: ["Factory.workflows", "Workflows.all"],
    shown: [],
  },
  createWorkOrder: {
    code:
      "await factory.workOrders.create({\n" +
      '  profile_id: $body.profile_id,\n  file: "/path/to/my_video.mp4",\n});',
    symbols: ["Factory.workOrders", "WorkOrders.create"],
  },
};
