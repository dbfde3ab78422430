import { describe, expect, test } from "vitest";
import { generateSample, statements } from "./generate-sample.ts";
import { type Endpoints, runSample } from "./run-sample.ts";
import { type ClientName, clientNames, type SentRequest, startClients } from "./sent-requests.ts";

/** A document with one operation, `send`, with a body. */
function documentOf(mediaType: string, content: string, method = "post"): string {
  return `
paths:
  /a:
    ${method}:
      operationId: send
      requestBody: { content: { ${mediaType}: { ${content} } } }
      responses: { "200": { description: ok } }
`;
}

const imported = new Map<string, Promise<Endpoints<"send">>>();

/** Sends a body over a client, and returns the request that the server has received. */
async function send(document: string, client: ClientName, options: object): Promise<SentRequest> {
  const endpoints = imported.get(document) ?? runSample<"send">(document);
  imported.set(document, endpoints);
  const [{ send }, { clients, latest }] = await Promise.all([endpoints, startClients()]);
  await send(clients[client], options);
  return latest(client);
}

const form = "application/x-www-form-urlencoded";
const anyFields = "schema: { type: object, additionalProperties: true }";
const formCases = {
  "repeats the items of a list": { encoding: "", body: { a: ["x y", "z"] }, sent: "a=x%20y&a=z" },
  "writes objects as JSON": {
    encoding: "",
    body: { a: { b: [1] }, c: [{ d: 2n }] },
    sent: "a=%7B%22b%22%3A%5B1%5D%7D&c=%7B%22d%22%3A2%7D",
  },
  "leaves out undefined and null": {
    encoding: "",
    body: { a: undefined, b: null, c: 1 },
    sent: "c=1",
  },
  "joins a list with the given style": {
    encoding: "a: { style: pipeDelimited }",
    body: { a: ["x", "y"] },
    sent: "a=x|y",
  },
  "joins a list without explode": {
    encoding: "a: { explode: false }",
    body: { a: [1, 2] },
    sent: "a=1,2",
  },
  "writes an object in brackets": {
    encoding: "a: { style: deepObject }",
    body: { a: { b: { c: true } } },
    sent: "a[b][c]=true",
  },
  "writes the fields of an object": {
    encoding: "a: { style: form }",
    body: { a: { b: 1, c: 2 } },
    sent: "b=1&c=2",
  },
  "keeps reserved characters": {
    encoding: "a: { allowReserved: true }",
    body: { a: "/?&" },
    sent: "a=/?%26",
  },
};

describe.for(clientNames)("a form over %s", (client) => {
  for (const [name, { encoding, body, sent }] of Object.entries(formCases)) {
    test(name, async () => {
      const document = documentOf(form, `${anyFields}, encoding: { ${encoding} }`);

      const request = await send(document, client, { body });

      expect(request.body.toString()).toBe(sent);
      expect(request.headers["content-type"]).toBe(form);
      expect(request.isSigned).toBe(true);
    });
  }

  test("has the media type of the document, with its parameters", async () => {
    const document = documentOf(`"${form}; charset=utf-8"`, anyFields);

    const request = await send(document, client, { body: { a: 1 } });

    expect(request.headers["content-type"]).toBe(`${form}; charset=utf-8`);
    expect(request.body.toString()).toBe("a=1");
  });

  test("becomes JSON when the caller sends it as JSON", async () => {
    const headers = { "content-type": "application/json" };

    const request = await send(documentOf(form, anyFields), client, { body: { a: [1] }, headers });

    expect(request.body.toString()).toBe('{"a":[1]}');
  });

  test("rejects a list in a list of the style form", async () => {
    const document = documentOf(form, `${anyFields}, encoding: { a: { explode: true } }`);

    const call = send(document, client, { body: { a: [[1]] } });

    await expect(call).rejects.toMatchObject({ argument: "body.a[0]" });
  });
});

/** Parses a multipart body with the parser of the platform. */
async function partsOf({ headers, body }: SentRequest) {
  const type = headers["content-type"] ?? "";
  const received = new Response(new Uint8Array(body), { headers: { "Content-Type": type } });
  const parts = [...(await received.formData())];
  return Promise.all(
    parts.map(async ([name, value]) =>
      typeof value === "string"
        ? { name, value }
        : { name, file: value.name, type: value.type, value: await value.text() },
    ),
  );
}

const multipartCases = {
  "sends text, numbers and booleans as text": {
    encoding: "",
    body: { a: "é", b: 1, c: false, d: 2n ** 60n, e: null, f: undefined },
    sent: [
      { name: "a", value: "é" },
      { name: "b", value: "1" },
      { name: "c", value: "false" },
      { name: "d", value: "1152921504606846976" },
    ],
  },
  "keeps the names and types of files, and repeats lists": {
    encoding: "",
    body: {
      a: [new File(["1"], 'x "y".txt', { type: "text/plain" }), new File(["2"], "z")],
      b: new Blob(["3"], { type: "image/png" }),
    },
    sent: [
      { name: "a", file: 'x "y".txt', type: "text/plain", value: "1" },
      { name: "a", file: "z", type: "application/octet-stream", value: "2" },
      { name: "b", file: "blob", type: "image/png", value: "3" },
    ],
  },
  "sends bytes as a file": {
    encoding: "",
    body: { a: new TextEncoder().encode("hello"), b: new TextEncoder().encode("x").buffer },
    sent: [
      { name: "a", file: "blob", type: "application/octet-stream", value: "hello" },
      { name: "b", file: "blob", type: "application/octet-stream", value: "x" },
    ],
  },
  "sends objects as JSON": {
    encoding: "",
    body: { a: { b: 2n }, c: [{ d: 1 }, [2]] },
    sent: [
      { name: "a", file: "blob", type: "application/json", value: '{"b":2}' },
      { name: "c", file: "blob", type: "application/json", value: '{"d":1}' },
      { name: "c", file: "blob", type: "application/json", value: "[2]" },
    ],
  },
  "uses the media types of the document": {
    encoding:
      "a: { contentType: text/csv }, b: { contentType: application/ld+json }, c: { contentType: image/png }, d: { contentType: 'image/png, image/gif' }",
    body: { a: "1,2", b: { x: 1 }, c: new File(["3"], "c.png"), d: new File(["4"], "d") },
    sent: [
      { name: "a", file: "blob", type: "text/csv", value: "1,2" },
      { name: "b", file: "blob", type: "application/ld+json", value: '{"x":1}' },
      { name: "c", file: "c.png", type: "image/png", value: "3" },
      { name: "d", file: "d", type: "application/octet-stream", value: "4" },
    ],
  },
  "uses the styles of the document, except for files": {
    encoding: "a: { style: form, explode: false }, b: { style: deepObject }, c: { style: form }",
    body: { a: ["x y", "z"], b: { c: "&" }, c: [new File(["1"], "f")] },
    sent: [
      { name: "a", value: "x y,z" },
      { name: "b[c]", value: "&" },
      { name: "c", file: "f", type: "application/octet-stream", value: "1" },
    ],
  },
};

describe.for(clientNames)("a multipart body over %s", (client) => {
  for (const [name, { encoding, body, sent }] of Object.entries(multipartCases)) {
    test(name, async () => {
      const document = documentOf("multipart/form-data", `${anyFields}, encoding: { ${encoding} }`);

      const request = await send(document, client, { body });

      expect(await partsOf(request)).toEqual(sent);
      expect(request.isSigned).toBe(true);
    });
  }

  test("may be a FormData of the caller", async () => {
    const body = new FormData();
    body.append("a", "1");

    const request = await send(documentOf("multipart/form-data", anyFields), client, { body });

    expect(await partsOf(request)).toEqual([{ name: "a", value: "1" }]);
    expect(request.isSigned).toBe(true);
  });

  test("rejects a stream and an object of a media type that is not JSON", async () => {
    const document = documentOf(
      "multipart/form-data",
      `${anyFields}, encoding: { a: { contentType: application/xml } }`,
    );

    const object = send(document, client, { body: { a: {} } });
    const stream = send(document, client, { body: { b: new ReadableStream() } });

    await expect(object).rejects.toMatchObject({ argument: "body.a" });
    await expect(stream).rejects.toMatchObject({ argument: "body.b" });
  });
});

test("styles of a multipart body are ignored in OpenAPI 3.0", async () => {
  const content = `${anyFields}, encoding: { a: { style: deepObject } }`;

  const { endpoints } = generateSample(documentOf("multipart/form-data", content), "3.0.3");

  expect(statements(endpoints, /^return call/).join()).toContain("serializeMultipart({})");
});

const rawCases = {
  "text/plain": { body: "a\nb", sent: "a\nb" },
  "application/xml": { body: "<a/>", sent: "<a/>" },
  "application/octet-stream": { body: new TextEncoder().encode("é"), sent: "é" },
  "image/png": { body: new Blob(["png"], { type: "image/gif" }), sent: "png" },
  "text/csv": { body: 12, sent: "12" },
};

describe.for(clientNames)("a raw body over %s", (client) => {
  for (const [mediaType, { body, sent }] of Object.entries(rawCases)) {
    test(`of type ${mediaType} is sent as it is`, async () => {
      const request = await send(documentOf(mediaType, "schema: { type: string }"), client, {
        body,
      });

      expect(request.body.toString()).toBe(sent);
      expect(request.headers["content-type"]).toBe(mediaType);
      expect(request.isSigned).toBe(true);
    });
  }

  test("rejects an object", async () => {
    const call = send(documentOf("application/xml", "schema: { type: object }"), client, {
      body: { a: 1 },
    });

    await expect(call).rejects.toMatchObject({ argument: "body" });
  });
});

test.for(clientNames)(
  "a body of a range of media types over %s has its own type",
  async (client) => {
    const body = new Blob(["png"], { type: "image/png" });

    const request = await send(documentOf('"image/*"', "schema: {}"), client, { body });

    expect(request.headers["content-type"]).toBe("image/png");
    expect(request.body.toString()).toBe("png");
    expect(request.isSigned).toBe(true);
  },
);

describe.for(clientNames)("the body over %s", (client) => {
  test.for(["put", "patch", "delete", "options"])("of the method %s arrives", async (method) => {
    const document = documentOf("application/octet-stream", "schema: {}", method);
    const texts = ["a", new Blob(["a"]), new TextEncoder().encode("a"), new Blob(["a"]).stream()];

    const bodies: string[] = [];
    for (const body of texts) bodies.push((await send(document, client, { body })).body.toString());

    expect(bodies).toEqual(["a", "a", "a", "a"]);
  });
});

test.for(clientNames)("an object of any media type over %s is sent as JSON", async (client) => {
  const request = await send(documentOf('"*/*"', "schema: { type: object }"), client, {
    body: { a: 1 },
  });

  expect(request.headers["content-type"]).toBe("application/json");
  expect(request.body.toString()).toBe('{"a":1}');
});

test.for(clientNames)("JSON over %s writes a bigint with all its digits", async (client) => {
  const schema = "schema: { type: object, properties: { id: { type: integer, format: int64 } } }";

  const request = await send(documentOf("application/json", schema), client, {
    body: { id: 2n ** 60n, text: "1" },
  });

  expect(request.body.toString()).toBe('{"id":1152921504606846976,"text":"1"}');
  expect(request.isSigned).toBe(true);
});

test("generateApi() emits nothing for a JSON body without large integers", () => {
  const { endpoints } = generateSample(documentOf("application/json", "schema: { type: object }"));

  expect(statements(endpoints, /^return call/)).toEqual([
    'return callOperation(client, "post", "/a", options)',
  ]);
});
