/** Writes a time as the service does, in UTC: `2015/12/14 14:21:54 +0000`. */
export function formatDate(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${day.replaceAll("-", "/")} ${time.slice(0, 8)} +0000`;
}
