const dateFormat = /^(\d{4})[/-](\d\d)[/-](\d\d)[ T]([\d:]{8}(?:\.\d+)?) ?(Z|[+-]\d\d:?\d\d)?$/;

/** Returns when an object was created, or NaN. */
export function timeOf({
  created_at,
}: {
  readonly created_at?: string | null | undefined;
}): number {
  return parseDate(created_at).getTime();
}

/**
 * Reads a date of the service, which writes `2016/02/03 10:11:12 +0000`.
 *
 * @returns An invalid date when the text is not one.
 */
export function parseDate(text: string | null | undefined): Date {
  const [, year, month, day, time, zone = "Z"] = dateFormat.exec(text ?? "") ?? [];
  return new Date(`${year}-${month}-${day}T${time}${zone.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
}

/** Returns the time of the service at which it sent a response, to the second. */
export function timeOfResponse(headers: { get(name: string): string | null }): number {
  const time = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(time) ? Math.floor(Date.now() / 1000) * 1000 : time;
}
