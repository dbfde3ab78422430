/** Returns a value as JSON. A bigint becomes a number with all its digits. */
export function toJson(value: unknown): string {
  let mark = "";
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== "bigint") return item;
    mark ||= crypto.randomUUID();
    return `${mark}${item}`;
  });
  return mark === "" ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}
