import type { FormPart } from "../exchange/multipart.ts";
import { nameOf, type ReceivedPair } from "../exchange/params.ts";
import type { Violation } from "../exchange/violation.ts";
import { type FieldSchema, formParameters, type ReceivedCall } from "./operation.ts";
import { type Prism, prismOf } from "./prism.ts";
import type { Validator } from "./validator.ts";

/** Maximum number of bytes of a body that are passed to Prism, which holds them in memory as text. */
const passedBytes = 1024;
const boundary = "shortened-copy";

/** Headers that are evaluated without Prism, or that do not match the shortened body. */
const droppedHeaders = new Set(["accept", "content-length", "content-type", "prefer"]);

/** Converts a call for Prism. Parameters of a form go into the query, where the spec describes them. */
export function toPrismInput(call: ReceivedCall): {
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
} {
  const query = { ...readQuery(call, call.query), ...readQuery(call, formParameters(call)) };
  const headers = Object.entries(call.headers).filter(([name]) => !droppedHeaders.has(name));
  if (call.body.json !== undefined) {
    const type = ["content-type", call.body.mediaType];
    return { query, headers: Object.fromEntries([...headers, type]), body: call.body.json };
  }
  const { type, text } = shortenBody(call);
  const size =
    text === undefined
      ? []
      : [
          ["content-type", type],
          ["content-length", String(text.length)],
        ];
  return { query, headers: Object.fromEntries([...headers, ...size]), body: text };
}

/** Returns the values of parameters. A repeated one is a list. */
function readQuery(
  call: ReceivedCall,
  pairs: readonly ReceivedPair[],
): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>();
  for (const pair of pairs) {
    const name = nameOf(pair);
    const before = query.get(name);
    const value = readValue(call, pair);
    query.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(query);
}

/** Reads `True` as `true`: clients in Python and C# send it, and the services accept it. */
function readValue({ operation }: ReceivedCall, { key, field, value }: ReceivedPair): string {
  if (value !== "True" && value !== "False") return value;
  const parameter = operation.query.get(key);
  const schema = field === undefined ? parameter : parameter?.properties?.[field];
  const { type } = (schema ?? {}) as FieldSchema;
  return [type].flat().includes("boolean") ? value.toLowerCase() : value;
}

/** Returns the start of the body, or a complete form with the start of each file. */
function shortenBody({ operation, body }: ReceivedCall): {
  type: string;
  text: string | undefined;
} {
  const type = body.mediaType ?? "";
  const format = operation.bodies.find(({ mediaType }) => mediaType === type);
  if (format === undefined) return { type, text: undefined };
  if (type !== "multipart/form-data") {
    return { type, text: body.head.toString("latin1", 0, passedBytes) };
  }
  const parts = [
    ...body.files.map(formatFile),
    ...body.fields.filter(({ key }) => format.fields.has(key)).map(formatText),
  ];
  return { type: `${type}; boundary=${boundary}`, text: `${parts.join("")}--${boundary}--\r\n` };
}

function formatFile({ name, head }: FormPart): string {
  const header = `form-data; name="${name}"; filename="file"\r\nContent-Type: application/octet-stream`;
  return formatPart(header, head.toString("latin1", 0, passedBytes));
}

function formatText({ key, value }: { key: string; value: string }): string {
  return formatPart(`form-data; name="${key}"`, value);
}

function formatPart(header: string, content: string): string {
  return `--${boundary}\r\nContent-Disposition: ${header}\r\n\r\n${content}\r\n`;
}

interface Diagnostic {
  readonly path?: readonly (string | number)[];
  readonly message: string;
  readonly code?: string | number;
}

/** Result of Prism's validation: `Left` holds the faults. */
type Outcome = { _tag: "Left"; left: readonly Diagnostic[] } | { _tag: "Right" };

/** Creates a validator that uses Prism. */
export function createValidator({ validateInput, validateOutput }: Prism): Validator {
  return {
    checkRequest(call) {
      const { query, headers, body } = toPrismInput(call);
      const { method } = call.operation;
      const outcome: Outcome = validateInput({
        resource: prismOf(call.operation),
        element: {
          method: method.toLowerCase() as "get",
          url: { path: call.path, query },
          headers,
          body,
        },
      });
      return toViolations("request", outcome);
    },
    checkResponse(operation, { status, headers, body }) {
      const element = { statusCode: status, headers, body };
      return toViolations("response", validateOutput({ resource: prismOf(operation), element }));
    },
  };
}

function toViolations(side: "request" | "response", outcome: Outcome): Violation[] {
  return outcome._tag === "Left" ? outcome.left.map((fault) => toViolation(side, fault)) : [];
}

/** Converts a diagnostic of Prism. */
export function toViolation(
  side: "request" | "response",
  { path = [], message, code }: Diagnostic,
): Violation {
  const rule = code === undefined ? {} : { rule: String(code) };
  return { location: [side, ...path.map(String)], message, ...rule };
}
