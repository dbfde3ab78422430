import type { LiveAnswers } from "../live-answers.ts";
import { parametersOf, type ReceivedCall } from "../received-call.ts";
import type { Reply } from "../reply.ts";
import { UploadServer } from "../upload/upload-server.ts";
import { readOptions, type UploadServerOptions } from "../upload/upload-server-options.ts";

/** Answers upload sessions with locations that take bytes, and the videos that come of them. */
export function createLiveUploads(options: UploadServerOptions): LiveAnswers {
  const uploads = new UploadServer(readOptions(options));
  return {
    uploads,
    async answer(call, example) {
      switch (call.operation.id) {
        case "createUploadSession":
          await uploads.start();
          return { ...example, body: createSession(call, uploads) };
        case "getVideo":
          return { ...example, body: findVideo(call, uploads) ?? example.body };
        default:
          return example;
      }
    },
    close: () => uploads.close(),
  };
}

function createSession(call: ReceivedCall, uploads: UploadServer): Reply["body"] {
  const { file_name, file_size, multi_chunk } = parametersOf(call);
  return uploads.createSession({
    fileName: String(file_name),
    fileSize: Number(file_size),
    multiChunk: multi_chunk === "true",
  }).answer;
}

function findVideo({ path }: ReceivedCall, uploads: UploadServer): Reply["body"] {
  const videos = uploads.sessions.map(({ video }) => video);
  return videos.find((video) => video !== undefined && path === `/videos/${video.id}.json`);
}
