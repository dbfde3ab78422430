import fc from "fast-check";
import { InvalidArgumentError, parseNotification } from "flip-pili/flip";
import { expect, test } from "vitest";
import { propertyOptions } from "../helpers/property.ts";

test.each([
  {
    body: "event=video-created&video_id=v&encoding_ids[0]=a&encoding_ids[1]=b",
    notification: { event: "video-created", video_id: "v", encoding_ids: ["a", "b"] },
  },
  {
    body: "event=video-encoded&video_id=v&encoding_ids%5B1%5D=b&encoding_ids%5B0%5D=a",
    notification: { event: "video-encoded", video_id: "v", encoding_ids: ["a", "b"] },
  },
  {
    body: "event=video-encoded&video_id=v&encoding_ids[]=a&encoding_ids[]=b",
    notification: { event: "video-encoded", video_id: "v", encoding_ids: ["a", "b"] },
  },
  {
    body: "event=video-created&video_id=v",
    notification: { event: "video-created", video_id: "v", encoding_ids: [] },
  },
  {
    body: "event=encoding-progress&encoding_id=e&progress=23",
    notification: { event: "encoding-progress", encoding_id: "e", progress: 23 },
  },
  {
    body: "event=encoding-progress&encoding_id=e&progress=99.5&video_id=v",
    notification: { event: "encoding-progress", encoding_id: "e", progress: 99.5, video_id: "v" },
  },
  {
    body: "event=encoding-complete&encoding_id=e",
    notification: { event: "encoding-complete", encoding_id: "e" },
  },
  {
    body: "event=encoding-completed&encoding_id=e&video_id=v",
    notification: { event: "encoding-complete", encoding_id: "e", video_id: "v" },
  },
])("parseNotification() parses $body", ({ body, notification }) => {
  const { fields, ...known } = parseNotification(body);

  expect(known).toEqual(notification);
  expect(Object.values(fields)[0]).toMatch(known.event);
});

test("parseNotification() preserves the order of more than ten encodings", () => {
  const encodingIds = Array.from({ length: 12 }, (_, index) => `e${index}`);
  const form = new URLSearchParams({ event: "video-encoded", video_id: "v" });
  for (const [index, id] of encodingIds.entries()) form.append(`encoding_ids[${index}]`, id);

  const notification = parseNotification(form);

  expect(notification).toHaveProperty("encoding_ids", encodingIds);
});

test("parseNotification() preserves unknown fields", () => {
  const body = "event=encoding-complete&encoding_id=e&video[title]=My+video&height=240&__proto__=x";

  const { fields } = parseNotification(body);

  expect(Object.entries(fields)).toEqual([
    ["event", "encoding-complete"],
    ["encoding_id", "e"],
    ["video[title]", "My video"],
    ["height", "240"],
    ["__proto__", "x"],
  ]);
});

const formData = new FormData();
formData.append("event", "video-encoded");
formData.append("video_id", "v");
formData.append("encoding_ids[0]", "a");
formData.append("encoding_ids[1]", "b");
formData.append("poster", new Blob(["not text"]));

test.each([
  {
    what: "URLSearchParams",
    source: new URLSearchParams(
      "event=video-encoded&video_id=v&encoding_ids[0]=a&encoding_ids[1]=b",
    ),
  },
  { what: "FormData", source: formData },
  {
    what: "an object with an array",
    source: { event: "video-encoded", video_id: "v", encoding_ids: ["a", "b"] },
  },
  {
    what: "an object with numbered keys",
    source: { event: "video-encoded", video_id: "v", encoding_ids: { 1: "b", 0: "a" } },
  },
  {
    what: "a flat object",
    source: {
      event: "video-encoded",
      video_id: "v",
      "encoding_ids[0]": "a",
      "encoding_ids[1]": "b",
    },
  },
  {
    what: "an object without a prototype",
    source: Object.assign(Object.create(null), {
      event: "video-encoded",
      video_id: "v",
      encoding_ids: ["a", "b"],
    }),
  },
])("parseNotification() accepts $what", ({ source }) => {
  expect(parseNotification(source)).toMatchObject({
    event: "video-encoded",
    video_id: "v",
    encoding_ids: ["a", "b"],
  });
});

test("parseNotification() converts numbers to strings", () => {
  const source = { event: "encoding-progress", encoding_id: 5, progress: 23 };

  expect(parseNotification(source)).toMatchObject({ encoding_id: "5", progress: 23 });
});

test("parseNotification() accepts a Request", async () => {
  const request = new Request("https://me.example/hook", {
    method: "POST",
    body: new URLSearchParams({ event: "encoding-complete", encoding_id: "e" }),
  });

  const notification = await parseNotification(request);

  expect(notification).toMatchObject({ event: "encoding-complete", encoding_id: "e" });
});

test("parseNotification() rejects a Request whose body has been read", async () => {
  const body = new URLSearchParams({ event: "encoding-complete", encoding_id: "e" });
  const request = new Request("https://me.example/hook", { method: "POST", body });
  await request.text();

  const parsing = parseNotification(request);

  await expect(parsing).rejects.toBeInstanceOf(InvalidArgumentError);
});

test.each([
  { body: "", argument: "notification.event" },
  { body: "event=", argument: "notification.event" },
  { body: "event=video-deleted&video_id=v", argument: "notification.event" },
  { body: "event=constructor", argument: "notification.event" },
  { body: "event=video-created", argument: "notification.video_id" },
  { body: "event=video-encoded&video_id=", argument: "notification.video_id" },
  { body: "event=encoding-complete", argument: "notification.encoding_id" },
  { body: "event=encoding-progress&encoding_id=e", argument: "notification.progress" },
  {
    body: "event=encoding-progress&encoding_id=e&progress=half",
    argument: "notification.progress",
  },
  { body: "event=encoding-progress&encoding_id=e&progress=-1", argument: "notification.progress" },
  { body: null, argument: "notification" },
  { body: undefined, argument: "notification" },
  { body: 5, argument: "notification" },
  { body: [], argument: "notification" },
  { body: new Map(), argument: "notification" },
])("parseNotification() rejects $body and names $argument", ({ body, argument }) => {
  const parse = () => parseNotification(body as string);

  expect(parse).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

const events = fc.constantFrom(
  "video-created",
  "video-encoded",
  "encoding-progress",
  "encoding-complete",
  "encoding-completed",
);
const nearlyNotification = fc.record(
  {
    event: events,
    video_id: fc.anything(),
    encoding_id: fc.anything(),
    encoding_ids: fc.anything(),
    progress: fc.anything(),
    payload: fc.anything({ maxDepth: 6 }),
  },
  { requiredKeys: ["event"], noNullPrototype: false },
);
const form = fc.array(
  fc.tuple(
    fc.constantFrom("event", "video_id", "encoding_ids[0]", "progress", "a[b][c]"),
    fc.string(),
  ),
);

test("parseNotification() returns a notification or throws an InvalidArgumentError, for any value", () => {
  const anything = fc.oneof(
    fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withBigInt: true }),
    nearlyNotification,
    form.map((pairs) => new URLSearchParams(pairs).toString()),
    fc
      .tuple(events, form)
      .map(([event, pairs]) => new URLSearchParams([["event", event], ...pairs])),
    fc.string({ unit: "binary" }),
  );
  const property = fc.property(anything, (source) => {
    const outcome = attempt(() => parseNotification(source as string));

    if (outcome instanceof InvalidArgumentError) return;
    expect(outcome).toMatchObject({ event: expect.any(String), fields: expect.any(Object) });
  });

  fc.assert(property, propertyOptions(1000));
});

test("parseNotification() ignores deeply nested values", () => {
  let payload: unknown = "x";
  for (let depth = 0; depth < 100_000; depth++) payload = { payload };
  const circular: Record<string, unknown> = {
    event: "encoding-complete",
    encoding_id: "e",
    payload,
  };
  Object.assign(circular, { self: circular });

  expect(parseNotification(circular)).toMatchObject({ event: "encoding-complete" });
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
