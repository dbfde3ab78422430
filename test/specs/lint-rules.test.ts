import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { stringify } from "yaml";

const plugin = fileURLToPath(new URL("../../scripts/lint/redocly-plugin.js", import.meta.url));

test("the lint rules accept a valid document", async () => {
  const document = validDocument();

  const messages = await lint(document);

  expect(messages).toEqual([]);
});

test.each(["things", "fetchThing", "get_thing", "get"])(
  "operation-id-verb rejects %s",
  async (operationId) => {
    const document = validDocument({ operationId });

    const messages = await lint(document);

    expect(messages).toEqual([
      `operationId "${operationId}" must be a verb and a noun in camelCase: get, on`,
    ]);
  },
);

test.each([
  { summary: undefined, message: "Summary is missing" },
  { summary: "gets a thing", message: 'Summary "gets a thing" must start with a capital letter' },
  { summary: "Gets a thing.", message: 'Summary "Gets a thing." must not end with a period' },
])("summary-form rejects the summary $summary", async ({ summary, message }) => {
  const document = validDocument({ summary });

  const messages = await lint(document);

  expect(messages).toEqual([message]);
});

test("required-examples rejects a parameter without an example", async () => {
  const parameter = { name: "id", in: "query", schema: { type: "string" } };
  const document = validDocument({ parameters: [parameter] });

  const messages = await lint(document);

  expect(messages).toEqual(['Parameter "id" has no example']);
});

test("required-examples rejects a request body with an empty list of examples", async () => {
  const content = { "application/json": { schema: { type: "object" }, examples: {} } };
  const document = validDocument({ requestBody: { content } });

  const messages = await lint(document);

  expect(messages).toEqual(["Request body application/json has no example"]);
});

test("required-examples rejects a response body without an example", async () => {
  const content = { "application/json": { schema: { type: "object" } } };
  const document = validDocument({ responses: { ...errors, "200": { description: "", content } } });

  const messages = await lint(document);

  expect(messages).toEqual(["Response body application/json has no example"]);
});

test("documented-errors rejects an operation without errors", async () => {
  const document = validDocument({ responses: { "200": { description: "" } } });

  const messages = await lint(document);

  expect(messages).toEqual([
    "getThing documents no 4xx response",
    "getThing documents no 5xx or default response",
  ]);
});

test("documented-errors ignores webhooks", async () => {
  const post = { operationId: "onThing", summary: "Receives a thing", responses: {} };
  const document = { ...validDocument(), webhooks: { onThing: { post } } };

  const messages = await lint(document);

  expect(messages).toEqual([]);
});

test.each([
  { schema: { type: "integer", maximum: 200, default: 1000 }, reason: "data must be <= 200" },
  { schema: { type: "integer", default: "one" }, reason: "data must be integer" },
  {
    schema: { $ref: "#/components/schemas/Color", default: "pink" },
    reason: "data must be equal to one of the allowed values",
  },
])("values-match-schema rejects the default of $schema", async ({ schema, reason }) => {
  const document = documentWithSchema(schema);

  const messages = await lint(document);

  expect(messages).toEqual([
    `Default ${JSON.stringify(schema.default)} does not match its schema: ${reason}`,
  ]);
});

test("values-match-schema follows a schema that refers to itself", async () => {
  const schema = { $ref: "#/components/schemas/Tree", default: { child: { child: {} } } };
  const document = documentWithSchema(schema);

  const messages = await lint(document);

  expect(messages).toEqual([]);
});

test("values-match-schema rejects the examples of a response header", async () => {
  const headers = {
    Age: { schema: { type: "integer" }, example: "old" },
    Range: { schema: { pattern: "^\\d+-\\d+$" }, examples: { first: { value: "bytes" } } },
  };
  const responses = { ...errors, "204": { description: "", headers } };
  const document = validDocument({ responses });

  const messages = await lint(document);

  expect(messages).toEqual([
    'Example "old" does not match its schema: data must be integer',
    'Example "bytes" does not match its schema: data must match pattern "^\\d+-\\d+$"',
  ]);
});

const errors = { "400": { description: "" }, default: { description: "" } };

function validDocument(changes: object = {}) {
  const get = {
    operationId: "getThing",
    summary: "Gets a thing",
    parameters: [{ name: "id", in: "query", schema: { type: "string" }, example: "one" }],
    responses: { "200": { description: "" }, ...errors },
    ...changes,
  };
  return {
    openapi: "3.1.0",
    info: { title: "Things", version: "1" },
    paths: { "/thing": { get } },
  };
}

function documentWithSchema(Value: object) {
  const Color = { type: "string", enum: ["red", "green"] };
  const Tree = { type: "object", properties: { child: { $ref: "#/components/schemas/Tree" } } };
  return { ...validDocument(), components: { schemas: { Color, Tree, Value } } };
}

async function lint(document: object): Promise<string[]> {
  const config = await createConfig({
    plugins: [plugin],
    rules: {
      "project/documented-errors": "error",
      "project/operation-id-verb": { severity: "error", verbs: ["get", "on"] },
      "project/required-examples": "error",
      "project/summary-form": "error",
      "project/values-match-schema": "error",
    },
  });
  const problems = await lintFromString({ source: stringify(document), config });
  return problems.map((problem) => problem.message);
}
