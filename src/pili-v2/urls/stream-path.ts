import { requirePathText } from "../../qiniu/url-text.ts";

/** Returns the path of a stream in every URL: `/hub/key`. The key is not encoded as base64. */
export function streamPath(hub: string, key: string): string {
  return `/${requirePathText("hub", hub)}/${requirePathText("key", key)}`;
}
