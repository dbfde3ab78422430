/** Returns whether the data of a 2xx response is an object that does not report an error. */
export function isSuccessData(data: unknown): boolean {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  const { error } = data as { error?: unknown };
  return error === undefined || error === null || error === "";
}
