import type { ProfileData } from "../../../flip/profile.ts";
import { addEncoding } from "./add-encoding.ts";
import { listEncodings, showEncoding } from "./encoding-list.ts";
import type { FlipRequest } from "./flip-request.ts";
import { type Handler, ok } from "./handler.ts";
import { textOf } from "./read-fields.ts";
import { badRequest, missingParameters, recordNotFound } from "./refused-error.ts";
import type { StoredEncoding } from "./state.ts";

/** Answers what is under `/encodings`. */
export const encodingHandlers: Record<
  | "listEncodings"
  | "createEncoding"
  | "getEncoding"
  | "deleteEncoding"
  | "cancelEncoding"
  | "retryEncoding",
  Handler
> = {
  listEncodings: ({ factory, fields }) => ok(listEncodings(factory.encodings, fields)),

  createEncoding(request) {
    const { world, factory, fields } = request;
    const videoId = textOf(fields, "video_id") ?? "";
    const video = factory.videos.find(({ data }) => data.id === videoId);
    if (video === undefined) throw recordNotFound("Video", videoId);
    const encoding = addEncoding({ world, factory, video, profile: chooseProfile(request) });
    const answer = ok(encoding.data);
    world.lifecycle.encode(factory, encoding);
    return answer;
  },

  getEncoding: (request) => ok(showEncoding(requireEncoding(request), request.fields)),

  deleteEncoding(request) {
    const { world, factory } = request;
    const encoding = requireEncoding(request);
    world.lifecycle.stop([encoding]);
    factory.encodings.splice(factory.encodings.indexOf(encoding), 1);
    return ok({ deleted: true });
  },

  cancelEncoding(request) {
    const { world, factory } = request;
    return ok({ canceled: world.lifecycle.cancel(factory, requireEncoding(request)) });
  },

  retryEncoding(request) {
    const { world, factory } = request;
    return ok({ retried: world.lifecycle.retry(factory, requireEncoding(request)) });
  },
};

function requireEncoding({ factory, id }: FlipRequest): StoredEncoding {
  const found = factory.encodings.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Encoding", id);
  return found;
}

/** The one profile that was named, by its id or by its name. */
function chooseProfile({ factory, fields }: FlipRequest): ProfileData {
  const [id, name] = [textOf(fields, "profile_id"), textOf(fields, "profile_name")];
  if (id !== undefined && name !== undefined) {
    throw badRequest("Either profile_id or profile_name can be given, not both");
  }
  const wanted = id ?? name;
  if (wanted === undefined) throw missingParameters("profile_id");
  const key = id === undefined ? "name" : "id";
  const found = factory.profiles.find(({ data }) => data[key] === wanted);
  if (found === undefined) throw recordNotFound("Profile", wanted);
  return found.data;
}
