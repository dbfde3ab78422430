import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import createClient from "openapi-fetch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyCharacter } from "../helpers/any-character.ts";
import { propertyOptions } from "../helpers/property.ts";
import {
  type Kind,
  parseDeepObject,
  parseHeader,
  parsePath,
  parseQuery,
  type QueryStyle,
  type Tree,
} from "./rfc6570.ts";
import { type Endpoints, runSample } from "./run-sample.ts";

// What a server receives is parsed by rfc6570.ts, which knows nothing of the code that serializes.

const kinds: readonly Kind[] = ["scalar", "list", "object"];
const booleans = [true, false];
const schemas: Readonly<Record<Kind, string>> = {
  scalar: "{ type: [string, number, boolean] }",
  list: "{ type: array, items: {} }",
  object: "{ type: object, additionalProperties: true }",
};

interface Combination {
  readonly kind: Kind;
  readonly style: string;
  readonly explode: boolean;
}

function combine(styles: readonly string[]): Combination[] {
  return styles.flatMap((style) =>
    kinds.flatMap((kind) => booleans.map((explode) => ({ style, kind, explode }))),
  );
}

const combinations = {
  query: combine(["form", "spaceDelimited", "pipeDelimited"]),
  path: combine(["simple", "label", "matrix"]),
  header: combine(["simple"]),
  form: combine(["form", "spaceDelimited", "pipeDelimited"]),
};

type Location = keyof typeof combinations;

const names: Readonly<Record<Location, string>> = {
  query: "a b",
  path: "ä-b",
  header: "X-Value",
  form: "a&b",
};

function idOf(location: Location, { kind, style, explode }: Combination): string {
  return `${location}_${kind}_${style}_${explode}`;
}

function operationOf(location: Location, combination: Combination): string {
  const { kind, style, explode } = combination;
  const name = JSON.stringify(names[location]);
  const id = idOf(location, combination);
  const path = location === "path" ? `"/${id}/{${names.path}}/end"` : `/${id}`;
  const parameter = `{ name: ${name}, in: ${location}, required: ${location === "path"}, style: ${style}, explode: ${explode}, schema: ${schemas[kind]} }`;
  const body = `requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object }, encoding: { ${name}: { style: ${style}, explode: ${explode} } } } } }`;
  return `
  ${path}:
    post:
      operationId: ${id}
      ${location === "form" ? body : `parameters: [${parameter}]`}
      responses: { "204": { description: ok } }`;
}

const locations = Object.keys(combinations) as Location[];
const operations = locations.flatMap((location) =>
  combinations[location].map((combination) => operationOf(location, combination)),
);
const deep = `
  /deep:
    post:
      operationId: deep
      parameters: [{ name: "a b", in: query, style: deepObject, schema: { type: object, additionalProperties: true } }]
      responses: { "204": { description: ok } }`;

let endpoints: Endpoints<string>;
let client: unknown;
let latest: { target: string; headers: IncomingMessage["headers"]; body: string };

const server = createServer(async (incoming, response) => {
  latest = { target: incoming.url ?? "", headers: incoming.headers, body: await text(incoming) };
  response.writeHead(204).end();
});

beforeAll(async () => {
  endpoints = await runSample(`paths:${operations.join("")}${deep}`);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  client = createClient({ baseUrl: `http://127.0.0.1:${port}` });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const unicode = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 8 });
const marks = fc.string({
  unit: fc.constantFrom(..." ,|.;=&?#/%+[]{}'\"!$()*:@~aé😀"),
  minLength: 1,
});
const printable = fc.string({ unit: fc.constantFrom(..."abc=;|.%[]\"'é!"), minLength: 1 });

/** Characters that a style cannot express. */
function hasMark(location: Location, { style, kind, explode }: Combination, text: string): boolean {
  if (kind === "scalar") return false;
  if (style === "spaceDelimited" && !explode) return text.includes(" ");
  if (style === "label" && explode) return text.includes(".");
  return location === "header" && /[,=]/.test(text);
}

function valuesOf(location: Location, combination: Combination): fc.Arbitrary<unknown> {
  const texts = location === "header" ? printable : fc.oneof(unicode, marks);
  const scalar = fc.oneof(
    texts.filter((text) => !hasMark(location, combination, text)),
    fc.boolean(),
    fc.integer(),
    fc.bigInt(),
  );
  if (combination.kind === "scalar") return scalar;
  if (combination.kind === "list") return fc.array(scalar, { minLength: 1, maxLength: 4 });
  const keys = texts.filter((text) => !hasMark(location, combination, text));
  return fc.dictionary(keys, scalar, { minKeys: 1, maxKeys: 4 });
}

/** Returns whether a path parameter would be a segment that servers and proxies resolve. */
function isDotSegment(location: Location, { kind, style }: Combination, value: unknown): boolean {
  const prefix = { label: ".", matrix: ";" }[style] ?? "";
  return location === "path" && kind !== "object" && /^\.{1,2}$/.test(`${prefix}${value}`);
}

/** Returns a value with all its scalars as text. */
function toTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toTexts);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toTexts(field)]));
}

function parse(location: Location, { kind, style, explode }: Combination): unknown {
  const [path = "", ...queries] = latest.target.split("?");
  if (location === "path") {
    const segment = path.split("/").at(-2) ?? "";
    return parsePath(segment, names.path, kind, { style: style as "simple", explode });
  }
  if (location === "header") {
    const sent = Buffer.from(String(latest.headers["x-value"]), "latin1").toString("latin1");
    return parseHeader(sent, kind, explode);
  }
  const encoded = location === "form" ? latest.body : queries.join("?");
  return parseQuery(encoded, names[location], kind, { style: style as QueryStyle, explode });
}

const groups = { query: "query", path: "path", header: "headers", form: "body" } as const;

for (const location of locations) {
  for (const combination of combinations[location]) {
    const { kind, style, explode } = combination;
    test(`a ${kind} in the ${location} with ${style}, explode ${explode} is what a server reads`, async () => {
      const send =
        endpoints[
          idOf(location, combination).replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
        ];
      const property = fc.asyncProperty(valuesOf(location, combination), async (value) => {
        fc.pre(!isDotSegment(location, combination, value));

        await send?.(client, { [groups[location]]: { [names[location]]: value } });

        expect(parse(location, combination)).toEqual(toTexts(value));
      });
      await fc.assert(property, propertyOptions(12));
    });
  }
}

/** Returns a tree as {@link parseDeepObject} returns it: lists by index, without what is not sent. */
function toTree(value: unknown): string | Tree | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return String(value);
  const items = Array.isArray(value) ? value.filter((item) => item !== null) : value;
  const children = Object.entries(items).flatMap(([key, child]) => {
    const tree = toTree(child);
    return tree === undefined ? [] : [[key, tree] as const];
  });
  return children.length === 0 ? undefined : Object.fromEntries(children);
}

test("a deepObject is what a server reads", async () => {
  const scalar = fc.oneof(unicode, marks, fc.boolean(), fc.integer());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(unicode, marks), tie("tree"), { maxKeys: 3 }),
    ),
  }));
  const objects = fc.dictionary(fc.oneof(unicode, marks), tree, { maxKeys: 3 });
  const property = fc.asyncProperty(objects, async (value) => {
    await endpoints["deep"]?.(client, { query: { "a b": value } });

    const [, query = ""] = latest.target.split("?");
    expect(parseDeepObject(query, "a b")).toEqual(toTree(value) ?? {});
  });
  await fc.assert(property, propertyOptions(40));
});
