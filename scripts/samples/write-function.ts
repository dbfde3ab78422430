import { objectOf } from "../openapi/document/json.ts";
import { Code, printLiteral } from "./literal.ts";
import { type ExampleBody, type ExampleCall, ExampleFile, formType } from "./read-call.ts";
import type { ApiStyle, Program } from "./sample.ts";

/** Upload URL in the samples, in the form that the service sends. */
export const uploadLocation = "http://vm-37gup6.upload.pandastream.com/upload/session?id=abcdefgh";

/** Writes a call to the generated function. */
export function writeFunction(name: string, call: ExampleCall, style: ApiStyle): Program {
  const { imports, code } = style.declareClient();
  const start = `await ${name}(`;
  const parts = optionsOf(call);
  const isUpload = "baseUrl" in parts;
  const options =
    Object.keys(parts).length === 0
      ? "client"
      : `client, ${printLiteral(parts, "const { data, error } = client, ".length + start.length)}`;
  const show = call.hasJsonResponse ? "data" : '"done"';
  return {
    imports: [...imports, name],
    code: [
      code,
      ...(isUpload ? ["", ...declareLocation(call)] : declareFile(call)),
      "",
      `const { ${call.hasJsonResponse ? "data, " : ""}error } = ${start}${options});`,
      `console.log(error ?? ${show});`,
    ].join("\n"),
  };
}

/** Declares the URL of an upload, and the bytes to send. */
export function declareLocation({ body }: ExampleCall): string[] {
  const location = [
    "// The `location` of an upload session, exactly as the service sent it.",
    `const location = new URL(\n  ${JSON.stringify(uploadLocation)},\n);`,
  ];
  if (body === undefined) return location;
  return [...location, "// The bytes of the part.", "const bytes = new Uint8Array(10_000_000);"];
}

/** Declares the bytes of a file that a form contains. */
function declareFile({ body }: ExampleCall): string[] {
  if (body?.mediaType !== formType) return [];
  return ["", "// The bytes of the file.", "const bytes = new Uint8Array(10_000_000);"];
}

function optionsOf({ pathParams, query, headers, body, isSigned, path }: ExampleCall): object {
  const isUpload = !isSigned && path.startsWith("/upload");
  const filled = (values: object) => (Object.keys(values).length === 0 ? undefined : values);
  const parts = {
    baseUrl: isUpload ? new Code("location.origin") : undefined,
    path: filled(pathParams),
    query: filled(query),
    headers: filled(headers),
    body: body && bodyOf(body),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function bodyOf({ value = new Code("bytes"), mediaType }: ExampleBody): unknown {
  if (mediaType !== formType) return value;
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, field]) => {
      const isFile = field instanceof ExampleFile;
      return [name, isFile ? new Code(`new File([bytes], "${field.name}")`) : field];
    }),
  );
}
