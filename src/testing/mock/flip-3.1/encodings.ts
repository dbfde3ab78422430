import { showEncoding } from "../telestream/encodings.ts";
import { chooseProfile } from "../telestream/find-profiles.ts";
import { requireEncoding, requireRecentEncoding } from "../telestream/find-records.ts";
import { encodeAgain } from "../telestream/new-encoding.ts";
import { type Handler, ok } from "../telestream/request.ts";
import { signUrl } from "./signed-url.ts";

/** Handles the operations of encodings that version 3.0 does not have. */
export const encodingHandlers: Record<
  "countEncodings" | "updateEncoding" | "getSignedEncodingUrl" | "getSignedEncodingUrls",
  Handler
> = {
  countEncodings: ({ factory }) => ok({ total: factory.encodings.length }),

  updateEncoding(request) {
    const { context, factory, fields } = request;
    const encoding = requireRecentEncoding(request);
    encodeAgain({ context, factory, encoding, profile: chooseProfile(request) });
    return ok(showEncoding(encoding, fields));
  },

  getSignedEncodingUrl(request) {
    const { path, extname } = requireEncoding(request).data;
    return ok({ signed_url: signUrl(request, `${path}${extname}`) });
  },

  getSignedEncodingUrls(request) {
    const { files } = requireEncoding(request).data;
    return ok({ signed_urls: (files ?? []).map((file) => signUrl(request, file)) });
  },
};
