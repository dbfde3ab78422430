/** A stream of the model. Times are milliseconds of the mock's clock. */
export interface ModelStream {
  readonly id: string;
  readonly title: string;
  publishKey: string;
  publishSecurity: string;
  /** Time when publishing is allowed again: `Infinity` for never, 0 if it is allowed. */
  disabledTill: number;
  /** Time of the publisher's next or current connection. */
  connectsAt: number;
  readonly pushes: [start: number, end: number][];
}

/** The model of a mock of Pili. */
export interface PiliModel {
  now: number;
  /** Oldest first. */
  readonly streams: Map<string, ModelStream>;
  /** Jobs by id. */
  readonly jobs: Map<string, { startedAt: number; fails: boolean }>;
}

/** Name of the model's hub. */
export const hub = "model-hub";

const connectMs = 2_000;

export function createModel(now: number): PiliModel {
  return { now, streams: new Map(), jobs: new Map() };
}

/** Advances the time, and allows publishing where it is due. */
export function pass(model: PiliModel, ms: number): void {
  model.now += ms;
  for (const stream of model.streams.values()) {
    if (stream.disabledTill <= model.now) stream.disabledTill = 0;
  }
}

export function isConnected({ title, connectsAt }: ModelStream, { now }: PiliModel): boolean {
  return title.startsWith("live") && connectsAt <= now;
}

/** Ends the current connection, if there is one. */
function disconnect(stream: ModelStream, model: PiliModel): void {
  if (isConnected(stream, model)) stream.pushes.push([stream.connectsAt, model.now]);
}

export function disable(stream: ModelStream, model: PiliModel, till: number): void {
  if (till <= model.now) {
    enable(stream, model);
    return;
  }
  disconnect(stream, model);
  stream.disabledTill = till;
  stream.connectsAt = till + connectMs;
}

export function enable(stream: ModelStream, { now }: PiliModel): void {
  if (stream.disabledTill === 0) return;
  stream.disabledTill = 0;
  stream.connectsAt = now + connectMs;
}

export function show({ id, title, publishKey, publishSecurity, disabledTill }: ModelStream) {
  const till = disabledTill === Number.POSITIVE_INFINITY ? -1 : disabledTill / 1000;
  const disabled = disabledTill > 0;
  return { id, hub, title, publishKey, publishSecurity, disabled, disabledTill: till };
}

export function showStatus(stream: ModelStream, model: PiliModel) {
  if (!isConnected(stream, model)) return { status: "disconnected" };
  return { status: "connected", startFrom: new Date(stream.connectsAt).toISOString() };
}

export function segmentsOf(
  stream: ModelStream,
  model: PiliModel,
): { start: number; end: number }[] {
  const running = isConnected(stream, model) ? [[stream.connectsAt, model.now] as const] : [];
  return [...stream.pushes, ...running]
    .map(([start, end]) => ({ start: Math.floor(start / 1000), end: Math.floor(end / 1000) }))
    .filter(({ start, end }) => end > start);
}

export function newStream(model: PiliModel, title: string, publishKey: string): ModelStream {
  const key = { publishKey, publishSecurity: "dynamic" };
  const times = { disabledTill: 0, connectsAt: model.now + connectMs, pushes: [] };
  return { id: `z1.${hub}.${title}`, title, ...key, ...times };
}

/** Returns the code of a job's state. */
export function codeOf(model: PiliModel, id: string): number | undefined {
  const job = model.jobs.get(id);
  if (job === undefined) return undefined;
  const age = model.now - job.startedAt;
  if (age < 1_000) return 1;
  if (age < 3_000) return 2;
  return job.fails ? 3 : 0;
}
