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
  expect(parseJobNotification({ id: "z1.a", code })).toEqual({ id: "z1.a", code });
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
  { body: { id: 5, code: 0 }, argument: "notification.id" },
  { body: { id: "a" }, argument: "notification.code" },
  { body: { id: "a", code: "0" }, argument: "notification.code" },
  { body: { id: "a", code: 0.5 }, argument: "notification.code" },
  { body: { id: "a", code: 0, items: {} }, argument: "notification.items" },
  { body: { id: "a", code: 0, items: null }, argument: "notification.items" },
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
  const property = fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (body) => {
    try {
      expect(parseJobNotification(body as JobNotificationBody)).toMatchObject({
        id: expect.any(String),
        code: expect.any(Number),
      });
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidArgumentError);
    }
  });

  fc.assert(property, propertyOptions(500));
});
