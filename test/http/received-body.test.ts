import { Readable } from "node:stream";
import { FlipPiliError, InvalidArgumentError, parseNotification } from "flip-pili/flip";
import { parseJobNotification } from "flip-pili/pili";
import { Request as OtherRequest } from "undici";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";

const url = "https://me.example/hook";
const parsers = [
  {
    name: "parseNotification()",
    parse: parseNotification as (source: unknown) => Promise<unknown>,
    text: "event=encoding-complete&encoding_id=%E5%AF%86",
    parsed: { event: "encoding-complete", encoding_id: "密" },
  },
  {
    name: "parseJobNotification()",
    parse: parseJobNotification as (source: unknown) => Promise<unknown>,
    text: '{"id":"z1.密","code":0,"desc":"done","items":null}',
    parsed: { id: "z1.密", code: 0, desc: "done", items: [] },
  },
];

test.each(parsers)("$name accepts a Request of another realm", async ({ parse, text, parsed }) => {
  const request = new OtherRequest(url, { method: "POST", body: text });

  expect(request).not.toBeInstanceOf(Request);
  expect(await parse(request)).toMatchObject(parsed);
});

test.each(parsers)("$name reads a body in chunks", async ({ parse, text, parsed }) => {
  const bytes = [...new TextEncoder().encode(text)];
  const body = streamOf(bytes.map((byte) => new Uint8Array([byte])));

  const result = await parse(post(body));

  expect(result).toMatchObject(parsed);
});

test.each(parsers)("$name reads requests of libraries", async ({ parse, text, parsed }) => {
  const bytes = new TextEncoder().encode(text);
  const body = Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]);
  const withNodeStream = { bodyUsed: false, body, arrayBuffer: unexpected };
  const withoutStream = { bodyUsed: false, arrayBuffer: async () => bytes.buffer };

  expect(await parse(withNodeStream)).toMatchObject(parsed);
  expect(await parse(withoutStream)).toMatchObject(parsed);
});

test.each(parsers)("$name rejects a Request whose body was read", async ({ parse, text }) => {
  const read = new Request(url, { method: "POST", body: text });
  await read.text();
  const other = new OtherRequest(url, { method: "POST", body: text });
  await other.text();
  const locked = new Request(url, { method: "POST", body: text });
  locked.body?.getReader();

  for (const request of [read, other, locked]) {
    const error = await outcomeOf(parse(request));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({
      argument: "notification",
      message: expect.stringContaining("whose body has not been read"),
    });
  }
});

test.each(parsers)("$name rejects a Request without a body", async ({ parse }) => {
  const error = await outcomeOf(parse(new Request(url, { method: "POST" })));

  expect(error).toBeInstanceOf(InvalidArgumentError);
});

test.each(parsers)("$name reads at most 1 MiB of a Request", async ({ parse }) => {
  let chunks = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        chunks++;
        controller.enqueue(new Uint8Array(2 ** 16).fill(97));
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );

  const error = await outcomeOf(parse(post(body)));

  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ message: expect.stringContaining("1048576 bytes") });
  expect(chunks).toBe(17);
  expect(isCancelled).toBe(true);
});

test.each(parsers)("$name rejects with a typed error when reading fails", async ({ parse }) => {
  const cause = new Error("socket closed");
  const body = new ReadableStream({ pull: (controller) => controller.error(cause) });

  const error = await outcomeOf(parse(post(body)));

  expect(error).toBeInstanceOf(FlipPiliError);
  expect(error).toMatchObject({ name: "FlipPiliError", cause });
});

class Getters {
  get headers() {
    return {};
  }
  get body() {
    return {};
  }
}

/** Objects that have the members of the frameworks' own, and their prototypes. */
const frameworkRequests = [
  { what: "request of Express", source: new (class extends Getters {})() },
  {
    what: "request of Fastify",
    source: new (class {
      raw = {};
      body = {};
    })(),
  },
  { what: "context of Koa", source: Object.create(Object.create({ req: {}, request: {} })) },
  {
    what: "context of Hono",
    source: new (class {
      get req() {
        return {};
      }
    })(),
  },
  {
    what: "HonoRequest",
    source: new (class {
      raw = {};
      bodyCache = {};
      text() {}
    })(),
  },
  { what: "event of a serverless function", source: { headers: {}, body: "event=x" } },
];

test.each(frameworkRequests)("a $what is rejected with the field to pass", ({ source }) => {
  for (const { parse } of parsers) {
    expect(() => parse(source)).toThrow(
      expect.objectContaining({
        name: "InvalidArgumentError",
        argument: "notification",
        message: expect.stringContaining("pass req.body"),
      }),
    );
  }
});

test("a body that no parser has set is reported as such", () => {
  for (const { parse } of parsers) {
    expect(() => parse(undefined)).toThrow(/not undefined: the body has not been parsed/);
  }
});

/** Creates a request with a streamed body. Its option `duplex` is not in the types of the DOM. */
function post(body: ReadableStream): Request {
  return new Request(url, { method: "POST", body, duplex: "half" } as RequestInit);
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

function unexpected(): never {
  throw new Error("arrayBuffer() was called");
}
