import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { stringify } from "yaml";

const plugin = fileURLToPath(new URL("../../scripts/lint/redocly-plugin.js", import.meta.url));

test("the house rules accept a sound document", async () => {
  const document = soundDocument();

  const messages = await lint(document);

  expect(messages).toEqual([]);
});

test.each(["things", "fetchThing", "get_thing", "get"])(
  "operation-id-verb refuses %s",
  async (operationId) => {
    const document = soundDocument({ operationId });

    const messages = await lint(document);

    expect(messages).toEqual([
      `operationId "${operationId}" must be a verb and a noun in camelCase: get, on`,
    ]);
  },
);

test.each([
  { summary: undefined, message: "Summary is missing" },
  { summary: "gets a thing", message: 'Summary "gets a thing" must start with a capital letter' },
  { summary: "Gets a thing.", message: 'Summary "Gets a thing." must not end in a full stop' },
])("summary-form refuses the summary $summary", async ({ summary, message }) => {
  const document = soundDocument({ summary });

  const messages = await lint(document);

  expect(messages).toEqual([message]);
});

test("required-examples refuses a parameter without an example", async () => {
  const parameter = { name: "id", in: "query", schema: { type: "string" } };
  const document = soundDocument({ parameters: [parameter] });

  const messages = await lint(document);

  expect(messages).toEqual(['Parameter "id" has no example']);
});

test("required-examples refuses a request body with an empty list of examples", async () => {
  const content = { "application/json": { schema: { type: "object" }, examples: {} } };
  const document = soundDocument({ requestBody: { content } });

  const messages = await lint(document);

  expect(messages).toEqual(["Request body application/json has no example"]);
});

test("required-examples refuses a response body without an example", async () => {
  const content = { "application/json": { schema: { type: "object" } } };
  const document = soundDocument({ responses: { ...errors, "200": { description: "", content } } });

  const messages = await lint(document);

  expect(messages).toEqual(["Response body application/json has no example"]);
});

test("documented-errors refuses an operation without errors", async () => {
  const document = soundDocument({ responses: { "200": { description: "" } } });

  const messages = await lint(document);

  expect(messages).toEqual([
    "getThing documents no 4xx answer",
    "getThing documents no 5xx or default answer",
  ]);
});

test("documented-errors leaves webhooks alone", async () => {
  const post = { operationId: "onThing", summary: "Receives a thing", responses: {} };
  const document = { ...soundDocument(), webhooks: { onThing: { post } } };

  const messages = await lint(document);

  expect(messages).toEqual([]);
});

test.each([
  { schema: { type: "integer", maximum: 200, default: 1000 }, reason: "data must be <= 200" },
  { schema: { type: "integer", default: "one" }, reason: "data must be integer" },
  {
    schema: { $ref: "#/components/schemas/Colour", default: "pink" },
    reason: "data must be equal to one of the allowed values",
  },
])("values-match-schema refuses the default of $schema", async ({ schema, reason }) => {
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

test("values-match-schema refuses the examples of a response header", async () => {
  const headers = {
    Age: { schema: { type: "integer" }, example: "old" },
    Range: { schema: { pattern: "^\\d+-\\d+$" }, examples: { first: { value: "bytes" } } },
  };
  const responses = { ...errors, "204": { description: "", headers } };
  const document = soundDocument({ responses });

  const messages = await lint(document);

  expect(messages).toEqual([
    'Example "old" does not match its schema: data must be integer',
    'Example "bytes" does not match its schema: data must match pattern "^\\d+-\\d+$"',
  ]);
});

const errors = { "400": { description: "" }, default: { description: "" } };

function soundDocument(changes: object = {}) {
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
  const Colour = { type: "string", enum: ["red", "green"] };
  const Tree = { type: "object", properties: { child: { $ref: "#/components/schemas/Tree" } } };
  return { ...soundDocument(), components: { schemas: { Colour, Tree, Value } } };
}

async function lint(document: object): Promise<string[]> {
  const config = await createConfig({
    plugins: [plugin],
    rules: {
      "house/documented-errors": "error",
      "house/operation-id-verb": { severity: "error", verbs: ["get", "on"] },
      "house/required-examples": "error",
      "house/summary-form": "error",
      "house/values-match-schema": "error",
    },
  });
  const problems = await lintFromString({ source: stringify(document), config });
  return problems.map((problem) => problem.message);
}
