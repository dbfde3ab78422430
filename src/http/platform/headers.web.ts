/** Creates headers of a request. Names and values must have been checked. */
export function createHeaders(entries: Iterable<[name: string, value: string]> = []): Headers {
  return new Headers([...entries]);
}
