import { requireText } from "../../http/argument-checks.ts";

/** The path of a stream in every URL: `/hub/title`. */
export function streamPath({ hub, title }: { hub: string; title: string }): string {
  return `/${requireText("hub", hub)}/${requireText("title", title)}`;
}
