import { printLiteral } from "./literal.ts";
import { type ExampleCall, formType } from "./read-call.ts";
import type { Program } from "./sample.ts";
import { declareLocation, uploadLocation } from "./write-function.ts";

/** Writes a request to an upload location with `fetch`. */
export function writeUploadFetch(call: ExampleCall): Program {
  const { method, body } = call;
  const isForm = body?.mediaType === formType;
  // The type of a form contains the boundary, which `fetch` sets.
  const type = body === undefined || isForm ? {} : { "Content-Type": body.mediaType };
  const headers = { ...call.headers, ...type };
  const options = [
    `  method: "${method}",`,
    ...(Object.keys(headers).length > 0
      ? [`  headers: ${printLiteral(asText(headers), 11, 2)},`]
      : []),
    ...(body === undefined ? [] : [`  body: ${isForm ? "form" : "bytes"},`]),
    '  redirect: "error",',
  ];
  return {
    imports: [],
    code: [
      ...declareLocation(call),
      ...(isForm
        ? ["const form = new FormData();", 'form.set("file", new Blob([bytes]), "movie.mp4");']
        : []),
      "",
      `const response = await fetch(location, {\n${options.join("\n")}\n});`,
      "console.log(response.status, await response.text());",
    ].join("\n"),
  };
}

/** Writes a request to an upload location with curl. */
export function writeUploadCurl({ method, headers, body }: ExampleCall): string {
  const isForm = body?.mediaType === formType;
  const data = isForm
    ? " -F file=@movie.mp4"
    : " \\\n  -H 'Content-Type: application/octet-stream' --data-binary @part";
  return [
    "# No signature: the URL itself grants access. Use it exactly as the service sent it.",
    `location='${uploadLocation}'`,
    "",
    `curl -X ${method} "$location"${Object.entries(headers)
      .map(([name, value]) => ` -H '${name}: ${value}'`)
      .join("")}${body === undefined ? "" : data}`,
  ].join("\n");
}

function asText(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}
