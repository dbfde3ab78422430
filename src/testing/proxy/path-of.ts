/** The path of a request's target, which may be a whole URL, without query. */
export function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?]+/i, "").replace(/[?#].*$/s, "");
}
