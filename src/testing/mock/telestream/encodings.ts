import type { Reply } from "../../exchange/reply.ts";
import { type Fields, textOf } from "./fields.ts";
import { chooseProfile } from "./find-profiles.ts";
import { requireEncodable, requireEncoding, requireRecentEncoding } from "./find-records.ts";
import { addEncoding } from "./new-encoding.ts";
import type { EncodingRecord } from "./records.ts";
import { filterBy, type Handler, ok, type TelestreamRequest } from "./request.ts";
import type { StoredEncoding } from "./state.ts";

/** Handles the operations below `/encodings`. */
export const encodingHandlers: Record<
  | "listEncodings"
  | "createEncoding"
  | "getEncoding"
  | "deleteEncoding"
  | "cancelEncoding"
  | "retryEncoding",
  Handler
> = {
  listEncodings: (request) => listEncodings(request, request.factory.encodings),

  createEncoding(request) {
    const { context, factory, fields } = request;
    const video = requireEncodable(request, textOf(fields, "video_id") ?? "");
    const encoding = addEncoding({ context, factory, video, profile: chooseProfile(request) });
    const reply = ok(showEncoding(encoding, fields));
    context.lifecycle.encode(factory, encoding);
    return reply;
  },

  getEncoding: (request) => ok(showEncoding(requireEncoding(request), request.fields)),

  deleteEncoding(request) {
    const { context, factory } = request;
    const encoding = requireRecentEncoding(request);
    context.lifecycle.stop([encoding]);
    factory.encodings.splice(factory.encodings.indexOf(encoding), 1);
    return ok({ deleted: true });
  },

  cancelEncoding(request) {
    const { context, factory } = request;
    return ok({ canceled: context.lifecycle.cancel(factory, requireRecentEncoding(request)) });
  },

  retryEncoding(request) {
    const { context, factory } = request;
    return ok({ retried: context.lifecycle.retry(factory, requireEncoding(request)) });
  },
};

const filters = ["status", "profile_id", "profile_name", "video_id"];

/** Returns the reply with the encodings that match the filters. */
export function listEncodings(
  request: TelestreamRequest,
  encodings: readonly StoredEncoding[],
): Reply {
  const { fields } = request;
  const found = filterBy(encodings, fields, filters);
  return request.list(
    "encodings",
    found.map((encoding) => showEncoding(encoding, fields)),
  );
}

/** Returns an encoding as in a response. With `screenshots` it includes the keys of its screenshots. */
export function showEncoding(
  { data, profile }: StoredEncoding,
  { screenshots }: Fields,
): EncodingRecord {
  if (screenshots !== true) return data;
  const count = data.status === "success" ? (profile.frame_count ?? maxScreenshots) : 0;
  const numbers = Array.from({ length: Math.min(count, maxScreenshots) }, (_, index) => index + 1);
  return { ...data, screenshots: numbers.map((number) => `${data.path}_${number}.jpg`) };
}

/** Number of screenshots of a profile without `frame_count`. */
const maxScreenshots = 7;
