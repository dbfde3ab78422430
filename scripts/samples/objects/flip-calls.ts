import type { ObjectCalls } from "./object-call.ts";

const findVideo = "const video = await factory.videos.find($id);\n\n";
const findEncoding = "const encoding = await factory.encodings.find($id);\n\n";
const openSession = 'const session = await factory.uploadSession("/path/to/my_video.mp4");\n\n';

/** Object calls of Flip 3.0, of which 3.1 has most. */
export const flipCalls: ObjectCalls = {
  listFactories: {
    code: "const factories = await flip.factories.all();\nconsole.log(factories);",
    symbols: ["Flip.factories", "Collection.all"],
  },
  createFactory: {
    code: "const factory = await flip.factories.create($sent);\nconsole.log(factory.id);",
    symbols: ["Flip.factories", "Collection.create"],
    shown: ["name", "s3_videos_bucket", "aws_access_key", "aws_secret_key"],
  },
  getFactory: {
    code: "const factory = await flip.factories.find($id);\nconsole.log(factory.details);",
    symbols: ["Collection.find", "Factory.reload"],
  },
  updateFactory: {
    code:
      "const factory = await flip.factories.find($id);\n\n" +
      "$assign(factory)\nawait factory.save();",
    symbols: ["Factory.save"],
    shown: ["name", "upload_original_video"],
  },
  deleteFactory: {
    code: "await flip.factories.delete($id);",
    symbols: ["Collection.delete"],
  },
  listVideos: {
    code:
      "// Lists all videos, page by page. Use `await` to get an array instead.\n" +
      "for await (const video of factory.videos.all($query)) {\n  console.log(video.original_filename);\n}",
    symbols: ["Factory.videos", "Collection.all"],
    shown: ["status"],
  },
  createVideo: {
    code: "const video = await factory.videos.create($sent);\nconsole.log(video.status);",
    symbols: ["Factory.videos", "Collection.create"],
    shown: ["source_url", "profiles"],
  },
  createUploadSession: {
    code: `${openSession}const video = await session.start();\nconsole.log(video.status);`,
    symbols: ["Factory.uploadSession", "UploadSession.start"],
    shown: ["profiles", "multi_chunk"],
  },
  getVideo: {
    code: "const video = await factory.videos.find($id);\nconsole.log(video.details);",
    symbols: ["Collection.find", "Video.reload"],
  },
  deleteVideo: {
    code: "await factory.videos.delete($id);",
    symbols: ["Collection.delete", "Video.delete"],
  },
  deleteVideoSource: {
    code: `${findVideo}await video.deleteSourceFile();`,
    symbols: ["Video.deleteSourceFile"],
  },
  listVideoEncodings: {
    code:
      `${findVideo}const encodings = await video.encodings.all($query);\n` +
      "console.log(encodings);",
    symbols: ["Video.encodings", "Collection.all"],
    shown: ["status"],
  },
  getVideoMetadata: {
    code: `${findVideo}const metadata = await video.metadata();\nconsole.log(metadata.mime_type);`,
    symbols: ["Video.metadata"],
  },
  listEncodings: {
    code: "const encodings = await factory.encodings.all($query);\nconsole.log(encodings);",
    symbols: ["Factory.encodings", "Collection.all"],
    shown: ["status"],
  },
  createEncoding: {
    code:
      "const encoding = await factory.encodings.create($sent);\n" + "console.log(encoding.status);",
    symbols: ["Factory.encodings", "Collection.create"],
    shown: ["profile_name"],
  },
  getEncoding: {
    code:
      "const encoding = await factory.encodings.find($id);\n" +
      "console.log(encoding.encoding_progress);",
    symbols: ["Collection.find", "Encoding.reload"],
    shown: [],
  },
  deleteEncoding: {
    code: "await factory.encodings.delete($id);",
    symbols: ["Collection.delete", "Encoding.delete"],
  },
  cancelEncoding: {
    code: `${findEncoding}await encoding.cancel();`,
    symbols: ["Encoding.cancel"],
  },
  retryEncoding: {
    code: `${findEncoding}await encoding.retry();`,
    symbols: ["Encoding.retry"],
  },
  listProfiles: {
    code: "const profiles = await factory.profiles.all();\nconsole.log(profiles);",
    symbols: ["Factory.profiles", "Collection.all"],
    shown: [],
  },
  createProfile: {
    code: "const profile = await factory.profiles.create($sent);\nconsole.log(profile.id);",
    symbols: ["Factory.profiles", "Collection.create"],
    shown: ["name", "preset_name", "fps"],
  },
  getProfile: {
    code: "const profile = await factory.profiles.find($id);\nconsole.log(profile.details);",
    symbols: ["Collection.find", "Profile.reload"],
    shown: [],
  },
  updateProfile: {
    code:
      "const profile = await factory.profiles.find($id);\n\n" +
      "$assign(profile)\nawait profile.save();",
    symbols: ["Profile.save"],
    shown: ["name", "fps"],
  },
  deleteProfile: {
    code: "await factory.profiles.delete($id);",
    symbols: ["Collection.delete", "Profile.delete"],
  },
  listProfileEncodings: {
    code:
      "const encodings = await factory.encodings.all({ profile_id: $id });\n" +
      "console.log(encodings);",
    symbols: ["Factory.encodings"],
    shown: ["status"],
  },
  getNotifications: {
    code: "const settings = await factory.getNotifications();\nconsole.log(settings.url);",
    symbols: ["Factory.getNotifications"],
  },
  updateNotifications: {
    code: "const settings = await factory.updateNotifications($sent);\nconsole.log(settings);",
    symbols: ["Factory.updateNotifications"],
    shown: ["url", "delay", "events"],
  },
  uploadPart: {
    code: `${openSession}// Sends all parts concurrently, and retries those that fail.\nawait session.start();`,
    symbols: ["UploadSession.start"],
    shown: ["id", "X-Part", "body"],
  },
  uploadPartByPost: {
    code: `${openSession}// The session sends parts by PUT, which is equivalent.\nawait session.start();`,
    symbols: ["UploadSession.start"],
    shown: ["id", "body"],
  },
  getMissingParts: {
    code:
      `${openSession}await session.start();\n\n` +
      "// The missing parts that the server last reported. `resume()` sends only those.\n" +
      "console.log(session.missingParts);",
    symbols: ["UploadSession.missingParts", "UploadSession.resume"],
    shown: ["id"],
  },
  abortUpload: {
    code: `${openSession}await session.abort();`,
    symbols: ["UploadSession.abort"],
    shown: ["id"],
  },
};
