import { describe, expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { generateSample, sampleDocument, sampleSpec, statements } from "./generate-sample.ts";
import { type Endpoint, type Endpoints, runSample } from "./run-sample.ts";
import { type ClientName, clientNames, startClients } from "./sent-requests.ts";

/** A document with one operation, `get`, with the given parameters. */
function documentOf(parameters: readonly string[], path = "/a"): string {
  return `
paths:
  ${path}:
    get:
      operationId: get
      parameters: [${parameters.join(", ")}]
      responses: { "200": { description: ok } }
`;
}

const imported = new Map<string, Promise<Endpoints<"get">>>();

/** Imports the function of {@link documentOf}, once for all clients. */
async function importGet(parameter: string, path?: string): Promise<Endpoint> {
  const document = documentOf([parameter], path);
  const endpoints = imported.get(document) ?? runSample<"get">(document);
  imported.set(document, endpoints);
  return (await endpoints).get;
}

const query = (rest: string) => `{ name: v, in: query, ${rest} }`;
const list = "schema: { type: array, items: { type: string } }";
const fields = "schema: { type: object, properties: { a: { type: string }, b: { type: string } } }";
const open = "schema: { type: object, additionalProperties: true }";

interface Case {
  readonly parameter: string;
  readonly value: unknown;
  readonly sent: string;
  /** What the Flip client sends, which escapes everything once more. */
  readonly flip?: string;
}

const queryCases: Record<string, Case> = {
  "form, explode": { parameter: query(list), value: ["a b", "c"], sent: "v=a%20b&v=c" },
  form: {
    parameter: query(`explode: false, ${list}`),
    value: ["a", "b"],
    sent: "v=a,b",
    flip: "v=a%2Cb",
  },
  spaceDelimited: {
    parameter: query(`style: spaceDelimited, ${list}`),
    value: ["a", "b"],
    sent: "v=a%20b",
  },
  pipeDelimited: {
    parameter: query(`style: pipeDelimited, explode: false, ${list}`),
    value: ["a", "b|"],
    sent: "v=a|b%7C",
    flip: "v=a%7Cb%7C",
  },
  "pipeDelimited, explode": {
    parameter: query(`style: pipeDelimited, explode: true, ${list}`),
    value: ["a", "b"],
    sent: "v=a&v=b",
  },
  "form, explode of an object": {
    parameter: query(fields),
    value: { a: "1&2", b: undefined },
    sent: "a=1%262",
  },
  "form of an object": {
    parameter: query(`explode: false, ${fields}`),
    value: { a: "1", b: "é" },
    sent: "v=a,1,b,%C3%A9",
    flip: "v=a%2C1%2Cb%2C%C3%A9",
  },
  "pipeDelimited of an object": {
    parameter: query(`style: pipeDelimited, ${fields}`),
    value: { a: "1", b: "2" },
    sent: "v=a|1|b|2",
    flip: "v=a%7C1%7Cb%7C2",
  },
  "a free-form object": {
    parameter: query(open),
    value: { "my key": 1, x: true, skipped: null },
    sent: "my%20key=1&x=true",
  },
  deepObject: {
    parameter: query(`style: deepObject, explode: true, ${fields}`),
    value: { a: "1", b: "x y" },
    sent: "v[a]=1&v[b]=x%20y",
  },
  "deepObject with objects and lists in it": {
    parameter: query(`style: deepObject, ${open}`),
    value: { a: { "b&": [1, { c: 2n }] }, empty: [], none: undefined },
    sent: "v[a][b%26][0]=1&v[a][b%26][1][c]=2",
    flip: "v%5Ba%5D%5Bb%26%5D%5B0%5D=1&v%5Ba%5D%5Bb%26%5D%5B1%5D%5Bc%5D=2",
  },
  allowReserved: {
    parameter: query("allowReserved: true, schema: { type: string }"),
    value: "/a?b=[c];d&e#f'%41",
    sent: "v=/a?b=[c];d%26e%23f%27%2541",
    flip: "v=%2Fa%3Fb%3D%5Bc%5D%3Bd%26e%23f%27%2541",
  },
  JSON: {
    parameter: query("content: { application/json: { schema: { type: object } } }"),
    value: { a: [1, 2n] },
    sent: "v=%7B%22a%22%3A%5B1%2C2%5D%7D",
  },
  "allowEmptyValue of an empty list": {
    parameter: query(`allowEmptyValue: true, ${list}`),
    value: [],
    sent: "v=",
  },
  "an empty list": { parameter: query(list), value: [], sent: "" },
  "a name that needs escaping": {
    parameter: '{ name: "a&b", in: query, schema: { type: string } }',
    value: "1",
    sent: "a%26b=1",
  },
  "a Date": {
    parameter: query("schema: {}"),
    value: new Date(0),
    sent: "v=1970-01-01T00%3A00%3A00.000Z",
  },
};

describe.for(clientNames)("a query parameter over %s", (client) => {
  for (const [name, { parameter, value, sent, flip = sent }] of Object.entries(queryCases)) {
    test(`is sent as ${name}`, async () => {
      const get = await importGet(parameter);
      const { clients, latest } = await startClients();
      const key = parameter.includes("a&b") ? "a&b" : "v";

      await get(clients[client], { query: { [key]: value } });

      const request = latest(client);
      expect(request.query).toBe(client === "Flip" ? flip : sent);
      expect(request.isSigned).toBe(true);
    });
  }
});

const path = (rest: string) => `{ name: v, in: path, required: true, ${rest} }`;
const scalar = "schema: { type: string }";

const pathCases: Record<string, Case> = {
  "simple boolean": {
    parameter: path("schema: { type: boolean }"),
    value: false,
    sent: "/a/false/z",
  },
  "simple bigint": {
    parameter: path("schema: { type: integer, format: int64 }"),
    value: 2n ** 60n,
    sent: "/a/1152921504606846976/z",
  },
  "simple list": { parameter: path(list), value: ["a/", "b,"], sent: "/a/a%2F,b%2C/z" },
  "simple object": { parameter: path(fields), value: { a: "1", b: "2" }, sent: "/a/a,1,b,2/z" },
  "simple, explode of an object": {
    parameter: path(`explode: true, ${fields}`),
    value: { a: "1", b: "2" },
    sent: "/a/a=1,b=2/z",
  },
  label: { parameter: path(`style: label, ${scalar}`), value: "a.b", sent: "/a/.a.b/z" },
  "label of a list": {
    parameter: path(`style: label, ${list}`),
    value: ["a", "b"],
    sent: "/a/.a,b/z",
  },
  "label, explode of a list": {
    parameter: path(`style: label, explode: true, ${list}`),
    value: ["a", "b"],
    sent: "/a/.a.b/z",
  },
  "label, explode of an object": {
    parameter: path(`style: label, explode: true, ${fields}`),
    value: { a: "1", b: "2" },
    sent: "/a/.a=1.b=2/z",
  },
  matrix: { parameter: path(`style: matrix, ${scalar}`), value: "a;b", sent: "/a/;v=a%3Bb/z" },
  "matrix of an empty text": {
    parameter: path(`style: matrix, ${scalar}`),
    value: "",
    sent: "/a/;v/z",
  },
  "matrix of a list": {
    parameter: path(`style: matrix, ${list}`),
    value: ["a", "b"],
    sent: "/a/;v=a,b/z",
  },
  "matrix, explode of a list": {
    parameter: path(`style: matrix, explode: true, ${list}`),
    value: ["a", "b"],
    sent: "/a/;v=a;v=b/z",
  },
  "matrix, explode of an object": {
    parameter: path(`style: matrix, explode: true, ${fields}`),
    value: { a: "1", b: "2" },
    sent: "/a/;a=1;b=2/z",
  },
  JSON: {
    parameter: path("content: { application/json: { schema: { type: object } } }"),
    value: { a: 1 },
    sent: "/a/%7B%22a%22%3A1%7D/z",
  },
};

describe.for(clientNames)("a path parameter over %s", (client) => {
  for (const [name, { parameter, value, sent }] of Object.entries(pathCases)) {
    test(`is sent as ${name}`, async () => {
      const get = await importGet(parameter, "/a/{v}/z");
      const { clients, latest } = await startClients();

      await get(clients[client], { path: { v: value } });

      expect(latest(client)).toMatchObject({ path: sent, isSigned: true });
    });
  }
});

const header = (rest: string) => `{ name: X-V, in: header, ${rest} }`;

const headerCases: Record<string, Case> = {
  "a bigint": {
    parameter: header("schema: { type: integer, format: int64 }"),
    value: 2n ** 60n,
    sent: "1152921504606846976",
  },
  "a list": { parameter: header(list), value: ["a", "b=", undefined], sent: "a,b=" },
  "an object": { parameter: header(fields), value: { a: "1", b: "2" }, sent: "a,1,b,2" },
  "an object, explode": {
    parameter: header(`explode: true, ${fields}`),
    value: { a: "1", b: "2" },
    sent: "a=1,b=2",
  },
  JSON: {
    parameter: header("content: { application/json: { schema: { type: object } } }"),
    value: { a: "x,y" },
    sent: '{"a":"x,y"}',
  },
};

describe.for(clientNames)("a header over %s", (client) => {
  for (const [name, { parameter, value, sent }] of Object.entries(headerCases)) {
    test(`is sent as ${name}`, async () => {
      const get = await importGet(parameter);
      const { clients, latest } = await startClients();

      await get(clients[client], { headers: { "x-v": value } });

      expect(latest(client).headers["x-v"]).toBe(sent);
    });
  }

  test("is not sent when its list is empty", async () => {
    const get = await importGet(header(list));
    const { clients, latest } = await startClients();

    await get(clients[client], { headers: { "X-V": [] } });

    expect(latest(client).headers).not.toHaveProperty("x-v");
  });
});

interface Rejection {
  readonly parameter: string;
  readonly options: object;
  readonly argument: string;
}

const rejections: Record<string, Rejection> = {
  "an object in a form object": {
    parameter: query(open),
    options: { query: { v: { a: { b: 1 } } } },
    argument: "query.v.a",
  },
  "a list in a list": {
    parameter: query("schema: { type: array, items: {} }"),
    options: { query: { v: ["a", ["b"]] } },
    argument: "query.v[1]",
  },
  "a space in a spaceDelimited list": {
    parameter: query(`style: spaceDelimited, ${list}`),
    options: { query: { v: ["a b"] } },
    argument: "query.v[0]",
  },
  "a dot in an exploded label": {
    parameter: path(`style: label, explode: true, ${list}`),
    options: { path: { v: ["a", "b.c"] } },
    argument: "path.v[1]",
  },
  "a path list that is empty": {
    parameter: path(list),
    options: { path: { v: [] } },
    argument: "path.v",
  },
  "a path list that is a dot segment": {
    parameter: path(list),
    options: { path: { v: [".."] } },
    argument: "path.v",
  },
  "a path parameter that is missing": {
    parameter: path(list),
    options: { path: {} },
    argument: "path.v",
  },
  "a comma in a header list": {
    parameter: header(list),
    options: { headers: { "X-V": ["a,b"] } },
    argument: "headers.X-V[0]",
  },
  "half of a surrogate pair": {
    parameter: query(list),
    options: { query: { v: ["\ud800"] } },
    argument: "query.v[0]",
  },
  "a number that is not finite": {
    parameter: query(list),
    options: { query: { v: [Number.NaN] } },
    argument: "query.v[0]",
  },
};

function nameOfError(client: ClientName): string {
  return client === "openapi-fetch" ? "TypeError" : "InvalidArgumentError";
}

describe.for(clientNames)("a call over %s is rejected, and sends nothing, for", (client) => {
  for (const [name, { parameter, options, argument }] of Object.entries(rejections)) {
    test(name, async () => {
      const template = parameter.includes("in: path") ? "/a/{v}" : "/a";
      const get = await importGet(parameter, template);
      const { clients, server } = await startClients();

      const call = get(clients[client], options);

      await expect(call).rejects.toMatchObject({ name: nameOfError(client), argument });
      await expect(call).rejects.toThrow(argument);
      expect(server.requests).toEqual([]);
    });
  }
});

test("generateApi() emits nothing for parameters that every client writes in the same form", () => {
  const { endpoints } = generateSample(
    `${documentOf([
      query("schema: { type: [string, 'null'] }"),
      "{ name: 'filter[x]', in: query, style: form, explode: false, schema: { enum: [1, 2] } }",
      "{ name: u, in: query, schema: { oneOf: [{ type: string }, { type: integer }] } }",
      "{ name: X-V, in: header, schema: { $ref: '#/components/schemas/Id' } }",
    ])}components: { schemas: { Id: { type: string, format: uuid } } }`,
  );

  expect(statements(endpoints, /^return call/)).toEqual([
    'return callOperation(client, "get", "/a", options)',
  ]);
  expect(endpoints).not.toContain("escapeText");
});

test("generateApi() emits options of openapi-fetch for the lists and objects of our own documents", () => {
  const document = `
paths:
  /a:
    get:
      operationId: get
      summary: Gets
      parameters:
        - { name: l, in: query, explode: false, example: [a], ${list} }
        - { name: o, in: query, style: deepObject, ${fields} }
      responses: { "200": { description: ok }, "404": { description: none } }
`;
  const spec = sampleSpec({ "specs/a/openapi.yaml": sampleDocument(document) });

  const { endpoints } = generateApi(spec);

  const [call] = statements(endpoints, /^return call/);
  expect(call).toContain('{ "array": {"style":"form","explode":false}');
  expect(call).toContain('"object": {"style":"deepObject","explode":true}');
  expect(endpoints).not.toContain("escapeText");
});

test.for(clientNames)(
  "a query parameter that the path repeats is repeated over %s",
  async (client) => {
    const get = await importGet("{ name: b, in: query, schema: { type: string } }", '"/a?v=1&v=2"');
    const { clients, latest } = await startClients();

    await get(clients[client], { query: { b: "3" } });

    expect(latest(client).query.split("&").toSorted()).toEqual(["b=3", "v=1", "v=2"]);
  },
);

test("generateApi() reads the parameters of schemas that contain themselves in several forms", () => {
  const value = `
components:
  schemas:
    Value:
      oneOf:
        - { type: string }
        - { type: array, items: { $ref: "#/components/schemas/Value" } }
        - { type: object, additionalProperties: { $ref: "#/components/schemas/Value" } }
        - { anyOf: [{ $ref: "#/components/schemas/Value" }, { $ref: "#/components/schemas/Value" }] }
`;
  const parameter = query('schema: { $ref: "#/components/schemas/Value" }');

  const { endpoints } = generateSample(documentOf([parameter]) + value);

  expect(endpoints).toContain("querySerializer: serializeQuery({})");
});

test("generateApi() emits only the functions that an operation uses", () => {
  const { endpoints } = generateSample(documentOf([path(list)], "/a/{v}"));

  expect(endpoints).toContain("function serializePath(");
  expect(endpoints).toContain("function joinMembers(");
  expect(endpoints).not.toMatch(/function (serializeQuery|toTextPairs|withHeaders|passBody)\(/);
});
