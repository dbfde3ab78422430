import type { EncodingData } from "../../../flip/encoding.ts";
import { filterBy, pageOf } from "./list.ts";
import type { Fields } from "./read-fields.ts";
import type { StoredEncoding } from "./state.ts";

const filters = ["status", "profile_id", "profile_name", "video_id"];

/** A page of encodings, of those that were asked for. */
export function listEncodings(
  encodings: readonly StoredEncoding[],
  fields: Fields,
): EncodingData[] {
  const found = filterBy(encodings, fields, filters);
  return pageOf(found, fields).map((encoding) => showEncoding(encoding, fields));
}

/** An encoding as it is answered: with the keys of its screenshots, if they were asked for. */
export function showEncoding(
  { data, profile }: StoredEncoding,
  { screenshots }: Fields,
): EncodingData {
  if (screenshots !== true) return data;
  const count = data.status === "success" ? (profile.frame_count ?? mostScreenshots) : 0;
  const numbers = Array.from({ length: Math.min(count, mostScreenshots) }, (_, index) => index + 1);
  return { ...data, screenshots: numbers.map((number) => `${data.path}_${number}.jpg`) };
}

/** As many as there are when a profile does not say. */
const mostScreenshots = 7;
