import { flip31Calls } from "./objects/flip-3.1-calls.ts";
import { type ExampleBody, type ExampleCall, ExampleFile, formType } from "./read-call.ts";
import { targetOf } from "./target.ts";
import { createTelestreamStyle } from "./telestream-style.ts";

/** The style of calls to Flip 3.1. */
export const flip31Style = createTelestreamStyle({
  api: "flip-3.1",
  objects: flip31Calls,
  keys: '  apiKey: "your-api-key",\n',
  writeCurl: writeKeyCurl,
});

function writeKeyCurl(call: ExampleCall): string {
  const { method, path, body } = call;
  const isFactory = path.startsWith("/factories");
  const target = targetOf(call);
  const factory = `${target.includes("?") ? "&" : "?"}factory_id=$FACTORY_ID`;
  return [
    `# Set API_KEY${isFactory ? "" : " and FACTORY_ID"}.`,
    "host=https://api.cloud.telestream.net",
    "",
    `curl -X ${method} "$host/flip/3.1${target}${isFactory ? "" : factory}" \\`,
    `  -H "X-Api-Key: $API_KEY"${body === undefined ? emptyBody(method) : dataOf(body)}`,
  ].join("\n");
}

/** A POST without a body needs `Content-Length: 0`. */
function emptyBody(method: string): string {
  return method === "POST" ? " -H \"Content-Type: application/json\" -d ''" : "";
}

function dataOf({ mediaType, value }: ExampleBody): string {
  if (mediaType !== formType) {
    return ` \\\n  -H "Content-Type: ${mediaType}" -d '${JSON.stringify(value)}'`;
  }
  return Object.entries(Object(value))
    .map(([name, field]) =>
      field instanceof ExampleFile ? `${name}=@${field.name}` : `${name}=${field}`,
    )
    .map((part) => ` \\\n  -F ${part}`)
    .join("");
}
