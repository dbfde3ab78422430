/** Returns whether the data of a 2xx response is an object that does not report an error. */
export function isSuccessData(data: unknown): boolean {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  return reportsNoError(data);
}

/** Returns whether the data of a 2xx response, whose form is not known, does not report an error. */
export function reportsNoError(data: unknown): boolean {
  const { error } = Object(data) as { error?: unknown };
  return error === undefined || error === null || error === "";
}
