/** One call: operation, method, path template, and parameters as source text. */
type Call = readonly [operation: string, method: string, template: string, params?: string];

const calls: readonly Call[] = [
  ["listFactories", "GET", "/factories.json"],
  ["getFactory", "GET", "/factories/{id}.json", `path: { id: "1" }`],
  ["listVideos", "GET", "/videos.json", `query: { status: "success", page: 2 }`],
  ["getVideo", "GET", "/videos/{id}.json", `path: { id: "1" }`],
  ["createVideo", "POST", "/videos.json", `query: { source_url: "http://a.b/c.mp4" }`],
  ["deleteVideo", "DELETE", "/videos/{id}.json", `path: { id: "1" }`],
  ["listEncodings", "GET", "/encodings.json", `query: { video_id: "1" }`],
  ["getEncoding", "GET", "/encodings/{id}.json", `path: { id: "1" }`],
  ["listProfiles", "GET", "/profiles.json"],
  ["getProfile", "GET", "/profiles/{id}.json", `path: { id: "1" }`],
];

/** The types that every program imports. */
export const noCalls = `
import type { paths } from "flip-pili/flip";
export type { paths };
`;

/** Ten calls through the generated functions. */
export const typedCalls = `${noCalls}
import * as flip from "flip-pili/flip";
const client = flip.createFlipClient({ accessKey: "a", secretKey: "s" });
${calls
  .map(([operation, , , params], index) => {
    const options = params === undefined ? "" : `, { ${params} }`;
    return readResponse(index, `flip.${operation}(client${options})`);
  })
  .join("")}`;

/** The same ten calls through openapi-fetch, which infers their types. */
export const bareCalls = `${noCalls}
import createClient from "openapi-fetch";
const client = createClient<paths>({ baseUrl: "https://api-gce.pandastream.com/v3.0" });
${calls
  .map(([, method, template, params], index) => {
    const options = params === undefined ? "" : `, { params: { ${params} } }`;
    return readResponse(index, `client.${method}("${template}"${options})`);
  })
  .join("")}`;

function readResponse(index: number, call: string): string {
  return `
export async function call${index}() {
  const { data, error, response } = await ${call};
  return data === undefined ? { error, status: response.status } : data;
}
`;
}
