import fc from "fast-check";
import {
  codeOf,
  disable,
  enable,
  hub,
  isConnected,
  type ModelStream,
  newStream,
  type PiliModel,
  segmentsOf,
  show,
  showStatus,
} from "./pili-model.ts";

/** A request, and the expected response. */
export interface Step {
  readonly method: string;
  readonly target: string;
  readonly body?: unknown;
  readonly status: number;
  /** For `toMatchObject`. */
  readonly response?: unknown;
  /** Copies values that the service has generated into the model. */
  readonly learn?: (response: Record<string, string>) => void;
}

/** One operation. A number means that so many milliseconds pass. */
export type Operation = (model: PiliModel) => Step | number;

const titles = ["live-a", "live-b", "show-a", "show-b"];
const notFound = { errno: 404001 };
const noData = { error: "no data" };

const anyTitle = fc.constantFrom(...titles);
const anyDelay = fc.integer({ min: 0, max: 12 }).map((halves) => halves * 500);

/** Creates an operation on a stream that may not exist. */
function onStream(
  path: string,
  act: (stream: ModelStream, model: PiliModel) => Partial<Step>,
  request: Partial<Step> = {},
): (title: string) => Operation {
  return (title) => (model) => {
    const target = `/v1/streams/z1.${hub}.${title}${path}`;
    const stream = model.streams.get(title);
    const found = stream === undefined ? { status: 404, response: notFound } : act(stream, model);
    return { method: "GET", status: 200, ...request, ...found, target };
  };
}

/** Random operations of the API with their expected responses. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  anyDelay.map((ms) => () => ms),
  fc.record({ title: anyTitle, publishKey: fc.string() }, { requiredKeys: ["title"] }).map(create),
  fc.constant(createUntitled),
  anyTitle.map(onStream("", (stream) => ({ response: show(stream) }))),
  anyTitle.map(onStream("/status", (stream, model) => ({ response: showStatus(stream, model) }))),
  anyTitle.map(onStream("", remove, { method: "DELETE" })),
  fc
    .tuple(
      anyTitle,
      fc.record(
        {
          publishKey: fc.string(),
          publishSecurity: fc.constantFrom("static", "dynamic"),
          disabled: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([title, changes]) => update(title, changes)),
  fc.tuple(anyTitle, fc.option(fc.integer({ min: -2, max: 8 }))).map(disableFor),
  anyTitle.map((title) => setAvailable(title, { available: "enabled" }, enable)),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom("", "live", "show-a"), fc.boolean())
    .map(([limit, prefix, isLive]) => list(limit, prefix, isLive)),
  fc.uniqueArray(anyTitle).map(listStatuses),
  fc.tuple(anyTitle, fc.option(fc.integer({ min: 1, max: 3 }))).map(segments),
  fc.tuple(anyTitle, fc.boolean(), fc.constantFrom("a.mp4", "fail.mp4")).map(save),
  anyTitle.map(
    onStream("/snapshot", takePicture, {
      method: "POST",
      body: { name: "a.jpg", format: "jpg" },
    }),
  ),
  fc.nat().map(readJob),
);

function create(options: { title: string; publishKey?: string | undefined }): Operation {
  return (model) => {
    const { title, publishKey = "" } = options;
    const request = { method: "POST", target: "/v1/streams", body: { hub, ...options } };
    if (model.streams.has(title)) {
      const details = { title: { message: "duplicated content" } };
      return { ...request, status: 400, response: { errno: 400000, details } };
    }
    const stream = newStream(model, title, publishKey);
    model.streams.set(title, stream);
    const { publishKey: _, ...shown } = show(stream);
    return { ...request, status: 200, response: shown, learn: learnKey(stream) };
  };
}

/** Creates a stream without a title, which the service generates. */
function createUntitled(model: PiliModel): Step {
  const learn = ({ title = "", publishKey = "" }) =>
    model.streams.set(title, newStream(model, title, publishKey));
  const response = { hub, disabled: false, publishSecurity: "dynamic" };
  return { method: "POST", target: "/v1/streams", body: { hub }, status: 200, response, learn };
}

function learnKey(stream: ModelStream): NonNullable<Step["learn"]> {
  return ({ publishKey = "" }) => {
    stream.publishKey = publishKey;
  };
}

function remove({ title }: ModelStream, { streams }: PiliModel): Partial<Step> {
  streams.delete(title);
  return { status: 204 };
}

interface Changes {
  publishKey?: string | undefined;
  publishSecurity?: string | undefined;
  disabled?: boolean | undefined;
}

function update(title: string, { disabled, ...values }: Changes): Operation {
  const body = { ...values, ...(disabled !== undefined && { disabled }) };
  const act = (stream: ModelStream, model: PiliModel) => {
    Object.assign(stream, values);
    if (disabled === true) disable(stream, model, Number.POSITIVE_INFINITY);
    if (disabled === false) enable(stream, model);
    return { response: show(stream) };
  };
  return onStream("", act, { method: "POST", body })(title);
}

/** Disables a stream for some seconds, or forever. */
function disableFor([title, seconds]: [string, number | null]): Operation {
  return (model) => {
    const second = Math.floor(model.now / 1000) + (seconds ?? 0);
    const body = { available: "disabled", ...(seconds !== null && { disabledTill: second }) };
    const till = seconds === null ? Number.POSITIVE_INFINITY : second * 1000;
    return setAvailable(title, body, (stream) => disable(stream, model, till))(model);
  };
}

function setAvailable(
  title: string,
  body: unknown,
  change: (stream: ModelStream, model: PiliModel) => void,
): Operation {
  const act = (stream: ModelStream, model: PiliModel) => {
    change(stream, model);
    return {};
  };
  return onStream("/available", act, { method: "POST", body })(title);
}

function list(limit: number, prefix: string, isLive: boolean): Operation {
  return (model) => {
    const found = [...model.streams.values()]
      .reverse()
      .filter((stream) => stream.title.startsWith(prefix))
      .filter((stream) => !isLive || isConnected(stream, model));
    const items = found.slice(0, limit).map(show);
    const page = { marker: String(items.length), end: found.length <= limit, items };
    const query = `hub=${hub}&limit=${limit}&title=${prefix}${isLive ? "&status=connected" : ""}`;
    const response = items.length === 0 ? { marker: "", end: true, items: null } : page;
    return { method: "GET", target: `/v1/streams?${query}`, status: 200, response };
  };
}

function listStatuses(requested: string[]): Operation {
  return (model) => {
    const body = { streamIds: requested.map((title) => `z1.${hub}.${title}`) };
    const found = requested.flatMap((title) => model.streams.get(title) ?? []);
    const items = found.map((stream) => ({ streamId: stream.id, ...showStatus(stream, model) }));
    const response = { items: items.length === 0 ? null : items };
    return { method: "POST", target: "/v1/statuses", body, status: 200, response };
  };
}

function segments([title, limit]: [string, number | null]): Operation {
  const act = (stream: ModelStream, model: PiliModel) => {
    const found = segmentsOf(stream, model).slice(0, limit ?? undefined);
    return { response: { segments: found.length === 0 ? null : found } };
  };
  return onStream(`/segments${limit === null ? "" : `?limit=${limit}`}`, act)(title);
}

function save([title, isConverted, name]: [string, boolean, string]): Operation {
  const body = { name, ...(isConverted && { format: "mp4" }) };
  const act = ({ id, ...stream }: ModelStream, model: PiliModel): Partial<Step> => {
    if (segmentsOf({ id, ...stream }, model).length === 0) return { status: 619, response: noData };
    const folder = `http://ey636h.vod1.z1.pili.qiniucdn.com/recordings/${id}`;
    const response = { url: `${folder}/${name.replace("mp4", "m3u8")}` };
    if (!isConverted) return { response };
    return {
      response: { ...response, targetUrl: `${folder}/${name}` },
      learn: learnJob(model, name),
    };
  };
  return onStream("/saveas", act, { method: "POST", body })(title);
}

function takePicture(stream: ModelStream, model: PiliModel): Partial<Step> {
  const last = segmentsOf(stream, model).at(-1);
  const isRecorded = last !== undefined && last.end === Math.floor(model.now / 1000);
  return isRecorded ? { learn: learnJob(model, "a.jpg") } : { status: 619, response: noData };
}

function learnJob({ jobs, now }: PiliModel, name: string): NonNullable<Step["learn"]> {
  return ({ persistentId = "" }) =>
    jobs.set(persistentId, { startedAt: now, fails: name.startsWith("fail") });
}

/** Queries one of the jobs that were started, or an unknown one. */
function readJob(choice: number): Operation {
  return (model) => {
    const ids = [...model.jobs.keys(), "z1.missing"];
    const id = ids[choice % ids.length] ?? "";
    const code = codeOf(model, id);
    const request = { method: "GET", target: `/status/get/prefop?id=${id}` };
    return code === undefined
      ? { ...request, status: 612 }
      : { ...request, status: 200, response: { id, code, items: [{ code }] } };
  };
}
