import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { InvalidArgumentError, parseNotification } from "flip-pili/flip";
import { FormData as OtherFormData } from "undici";
import { expect, test } from "vitest";
import { anyCharacter } from "../helpers/any-character.ts";
import { formParsers } from "../helpers/form-parsers.ts";
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

const parserNames = Object.keys(formParsers);

/** Forms as the service sends them, and with the empty brackets that other senders use. */
const forms = [
  { list: "[0]", form: "event=video-encoded&video_id=v&encoding_ids[0]=a&encoding_ids[1]=b" },
  { list: "[]", form: "event=video-encoded&video_id=v&encoding_ids[]=a&encoding_ids[]=b" },
  {
    list: "%5B%5D",
    form: "event=video-encoded&video_id=v&encoding_ids%5B%5D=a&encoding_ids%5B%5D=b",
  },
];

test.each(parserNames.flatMap((parser) => forms.map((form) => ({ parser, ...form }))))(
  "parseNotification() parses encoding_ids$list after $parser",
  ({ parser, form }) => {
    const body = formParsers[parser]?.(form);

    const notification = parseNotification(body as string);

    expect(notification).toEqual({
      event: "video-encoded",
      video_id: "v",
      encoding_ids: ["a", "b"],
      fields: {
        event: "video-encoded",
        video_id: "v",
        "encoding_ids[0]": "a",
        "encoding_ids[1]": "b",
      },
    });
  },
);

test.each(parserNames)("parseNotification() parses any ids alike after %s", (parser) => {
  const id = fc.string({ unit: "grapheme", minLength: 1 });
  const list = fc.constantFrom("[]", "[0]");
  const property = fc.property(id, fc.array(id, { maxLength: 30 }), list, (video, ids, kind) => {
    const form = new URLSearchParams({ event: "video-created", video_id: video });
    for (const [index, each] of ids.entries()) {
      form.append(kind === "[]" ? "encoding_ids[]" : `encoding_ids[${index}]`, each);
    }

    const notification = parseNotification(formParsers[parser]?.(form.toString()) as string);

    expect(notification).toMatchObject({ video_id: video, encoding_ids: ids });
  });

  fc.assert(property, propertyOptions(30));
});

test.each([
  { what: "no list", source: { encoding_ids: undefined }, ids: [] },
  { what: "null", source: { encoding_ids: null }, ids: [] },
  { what: "an empty list", source: { encoding_ids: [] }, ids: [] },
  { what: "empty text", source: { encoding_ids: "" }, ids: [] },
  { what: "a list with an empty value", source: { "encoding_ids[]": "" }, ids: [] },
  { what: "a list of one without brackets", source: { encoding_ids: "a" }, ids: ["a"] },
  { what: "a list of one with brackets", source: { "encoding_ids[]": "a" }, ids: ["a"] },
  { what: "a list with null", source: { encoding_ids: ["a", null, "", "b"] }, ids: ["a", "b"] },
  { what: "numbers", source: { encoding_ids: [1, 2] }, ids: ["1", "2"] },
  {
    what: "a sparse list",
    source: { "encoding_ids[7]": "b", "encoding_ids[3]": "a" },
    ids: ["a", "b"],
  },
  { what: "a file", source: { "encoding_ids[]": ["a", new Blob(["b"])] }, ids: ["a"] },
])("parseNotification() reads $what as $ids", ({ source, ids }) => {
  const notification = parseNotification({ event: "video-created", video_id: "v", ...source });

  expect(notification).toHaveProperty("encoding_ids", ids);
});

test("parseNotification() reads a repeated list without brackets", () => {
  const body = "event=video-created&video_id=v&encoding_ids=a&encoding_ids=b";

  expect(parseNotification(body)).toHaveProperty("encoding_ids", ["a", "b"]);
});

test("parseNotification() leaves out a video_id that is empty or null", () => {
  const body = "event=encoding-complete&encoding_id=e&video_id=";
  const object = { event: "encoding-complete", encoding_id: "e", video_id: null };

  expect(parseNotification(body)).not.toHaveProperty("video_id");
  expect(parseNotification(object)).not.toHaveProperty("video_id");
});

test("parseNotification() parses forms of other realms and libraries", () => {
  const form = "event=video-encoded&video_id=v&encoding_ids[]=a";
  const data = new OtherFormData();
  for (const [name, value] of new URLSearchParams(form)) data.append(name, value);
  const bytes = runInNewContext(`new Uint8Array([${Buffer.from(form).join()}])`);

  for (const source of [data, bytes, bytes.buffer]) {
    expect(parseNotification(source)).toHaveProperty("encoding_ids", ["a"]);
  }
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
    fc.string({ unit: anyCharacter }),
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
