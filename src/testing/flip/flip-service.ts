import { parametersOf, type ReceivedCall } from "../received-call.ts";
import type { Reply } from "../reply.ts";
import type { Service, ServiceOptions } from "../simulation/service.ts";
import { UploadServer } from "../upload/upload-server.ts";
import { readOptions } from "../upload/upload-server-options.ts";

/** Answers upload sessions with locations that take bytes, and the videos that come of them. */
export function createFlipService(options: ServiceOptions): Service {
  const uploads = new UploadServer(readOptions(options.uploads));
  return {
    uploads,
    deliveries: [],
    async answer(call) {
      const { id } = call.operation;
      const example = options.findExample(id);
      if (id === "createUploadSession") {
        await uploads.start();
        return { status: 201, body: createSession(call, uploads) };
      }
      const video = id === "getVideo" ? findVideo(call, uploads) : undefined;
      return { status: 200, body: video ?? example };
    },
    reset() {},
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
