import { runInNewContext } from "node:vm";
import fc from "fast-check";
import {
  InvalidArgumentError,
  type JobNotificationBody,
  parseJobNotification,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { propertyOptions } from "../helpers/property.ts";

const job = {
  id: "z1.55d81c6c7823de5a49ad77b3",
  code: 0,
  desc: "The fop was completed successfully",
  inputKey: "密.mp4",
  pipeline: "0.default",
  items: [{ cmd: "avthumb/mp4", code: 0, desc: "ok", key: "x.mp4", result: { any: ["thing"] } }],
  brandNew: 1,
};
const text = JSON.stringify(job);

test.each<{ what: string; body: JobNotificationBody }>([
  { what: "a string", body: text },
  { what: "bytes", body: new TextEncoder().encode(text) },
  { what: "a Buffer", body: Buffer.from(text) },
  { what: "an ArrayBuffer", body: new TextEncoder().encode(text).buffer },
  {
    what: "bytes of another realm",
    body: runInNewContext(`new Uint8Array([${Buffer.from(text).join()}])`),
  },
  { what: "an object of another realm", body: runInNewContext(`(${text})`) },
  { what: "an object", body: job },
  { what: "an object without a prototype", body: Object.assign(Object.create(null), job) },
])("parseJobNotification() parses $what", ({ body }) => {
  expect(parseJobNotification(body)).toEqual(job);
});

test("parseJobNotification() parses a Request", async () => {
  const request = new Request("http://me.example/cb", { method: "POST", body: text });

  const notification = await parseJobNotification(request);

  expect(notification).toEqual(job);
});

test.each([0, 1, 2, 3, 4])("parseJobNotification() accepts the code %i", (code) => {
  const job = parseJobNotification({ id: "z1.a", code });

  expect(job).toEqual({ id: "z1.a", code, desc: "", items: [] });
});

const item = { cmd: "avthumb/mp4", code: 0, desc: "ok" };

test.each<{ what: string; body: string; fields: object }>([
  { what: "null", body: '{"id":"z1.a","code":0,"items":null}', fields: { items: [] } },
  { what: "missing", body: '{"id":"z1.a","code":0}', fields: { items: [] } },
  { what: "empty", body: '{"id":"z1.a","code":0,"items":[]}', fields: { items: [] } },
  { what: "empty text", body: '{"id":"z1.a","code":0,"items":""}', fields: { items: [] } },
  {
    what: "a list with null",
    body: '{"id":"z1.a","code":0,"items":[null,{"cmd":"avthumb/mp4","code":"0","desc":"ok"}]}',
    fields: { items: [item] },
  },
  {
    what: "a list of items without text",
    body: '{"id":"z1.a","code":0,"items":[{"code":3,"error":null,"errorIndex":"1","keys":null}]}',
    fields: { items: [{ cmd: "", code: 3, desc: "", errorIndex: 1 }] },
  },
])("parseJobNotification() parses items that are $what", ({ body, fields }) => {
  const job = parseJobNotification(body);

  expect(job).toEqual({ id: "z1.a", code: 0, desc: "", ...fields });
});

test("parseJobNotification() converts numbers that are text, and texts that are numbers", () => {
  const body =
    '{"id":42,"code":" 4 ","desc":null,"type":"1","creationDate":1448021094,"other":"5"}';

  const job = parseJobNotification(body);

  const texts = { id: "42", desc: "", creationDate: "1448021094", other: "5" };
  expect(job).toEqual({ ...texts, code: 4, type: 1, items: [] });
});

const junk = [
  { body: "", argument: "notification" },
  { body: "id=z1.a&code=0", argument: "notification" },
  { body: "null", argument: "notification" },
  { body: "[]", argument: "notification" },
  { body: "5", argument: "notification" },
  { body: new Uint8Array([0xff]), argument: "notification" },
  { body: null, argument: "notification" },
  { body: undefined, argument: "notification" },
  { body: 5, argument: "notification" },
  { body: [], argument: "notification" },
  { body: new Map(), argument: "notification" },
  { body: new URLSearchParams(), argument: "notification" },
  { body: {}, argument: "notification.id" },
  { body: { id: "", code: 0 }, argument: "notification.id" },
  { body: { id: null, code: 0 }, argument: "notification.id" },
  { body: { id: "a" }, argument: "notification.code" },
  { body: { id: "a", code: "" }, argument: "notification.code" },
  { body: { id: "a", code: null }, argument: "notification.code" },
  { body: { id: "a", code: "1e1" }, argument: "notification.code" },
  { body: { id: "a", code: 0.5 }, argument: "notification.code" },
  { body: { id: "a", code: 0, items: {} }, argument: "notification.items" },
];

test.each(junk)(
  "parseJobNotification() rejects $body and names $argument",
  ({ body, argument }) => {
    const parse = () => parseJobNotification(body as JobNotificationBody);

    expect(parse).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
  },
);

test("parseJobNotification() rejects a Request with an invalid body", async () => {
  const request = new Request("http://me.example/cb", { method: "POST", body: "junk" });

  const error = await outcomeOf(parseJobNotification(request));

  expect(error).toBeInstanceOf(InvalidArgumentError);
});

test("parseJobNotification() returns a job or throws an InvalidArgumentError, for any value", () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom("z1.a", 0, "3", "", null, undefined));
  const items = fc.oneof(field, fc.array(fc.record({ code: field, error: field, cmd: field })));
  const nearlyJob = fc.record({ id: field, code: field, desc: field, items, error: field });
  const anything = fc.oneof(fc.anything(), fc.json(), fc.string(), nearlyJob);
  const property = fc.property(anything, (body) => {
    try {
      expect(parseJobNotification(body as JobNotificationBody)).toMatchObject({
        id: expect.any(String),
        code: expect.any(Number),
        desc: expect.anything(),
        items: expect.any(Array),
      });
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidArgumentError);
    }
  });

  fc.assert(property, propertyOptions(500));
});
