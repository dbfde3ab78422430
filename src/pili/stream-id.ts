/** What a stream's id tells of it: `<zone>.<hub>.<title>`. An id of another form tells nothing. */
export function readStreamId(id: string): { hub?: string; title?: string } {
  const [, hub, title, ...rest] = id.split(".");
  return hub && title && rest.length === 0 ? { hub, title } : {};
}
