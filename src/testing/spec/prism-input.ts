import type { FormPart } from "../exchange/multipart.ts";
import { nameOf, type Pair } from "../exchange/params.ts";
import type { FieldSchema } from "./operation.ts";
import { formParameters, type ReceivedCall } from "./operation.ts";

/** Bytes of a body that Prism gets to see: it keeps all it gets in memory, as text. */
const shownBytes = 1024;
const boundary = "shortened-copy";

/** Headers that Prism would read something into that is decided here, or that say too much of the body. */
const ownHeaders = new Set(["accept", "content-length", "content-type", "prefer"]);

/** A call as Prism takes it: parameters of a form in the query, where the spec describes them. */
export function toPrismInput(call: ReceivedCall): {
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
} {
  const pairs = [...call.query, ...formParameters(call)];
  const query = Object.fromEntries(pairs.map((pair) => [nameOf(pair), readValue(call, pair)]));
  const headers = Object.entries(call.headers).filter(([name]) => !ownHeaders.has(name));
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

/** Clients in Python and C# write `True`, and the services take it. */
function readValue({ operation }: ReceivedCall, { key, field, value }: Pair): string {
  if (value !== "True" && value !== "False") return value;
  const parameter = operation.query.get(key);
  const schema = field === undefined ? parameter : parameter?.properties?.[field];
  const { type } = (schema ?? {}) as FieldSchema;
  return [type].flat().includes("boolean") ? value.toLowerCase() : value;
}

/** The beginning of the body; of a form, the beginning of each file, correctly closed. */
function shortenBody({ operation, body }: ReceivedCall): {
  type: string;
  text: string | undefined;
} {
  const type = body.mediaType ?? "";
  const format = operation.bodies.find(({ mediaType }) => mediaType === type);
  if (format === undefined) return { type, text: undefined };
  if (type !== "multipart/form-data") {
    return { type, text: body.head.toString("latin1", 0, shownBytes) };
  }
  const parts = [
    ...body.files.map(formatFile),
    ...body.fields.filter(({ key }) => format.fields.includes(key)).map(formatText),
  ];
  return { type: `${type}; boundary=${boundary}`, text: `${parts.join("")}--${boundary}--\r\n` };
}

function formatFile({ name, head }: FormPart): string {
  const header = `form-data; name="${name}"; filename="file"\r\nContent-Type: application/octet-stream`;
  return formatPart(header, head.toString("latin1", 0, shownBytes));
}

function formatText({ key, value }: { key: string; value: string }): string {
  return formatPart(`form-data; name="${key}"`, value);
}

function formatPart(header: string, content: string): string {
  return `--${boundary}\r\nContent-Disposition: ${header}\r\n\r\n${content}\r\n`;
}
