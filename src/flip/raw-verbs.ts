import type { paths } from "../../generated/flip/schema.ts";
import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import type { ApiResponse } from "../http/transport/response.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { fillPath } from "../http/wire/serialize.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { canonicalPath, type FlipParams } from "./signing/signature.ts";
import { sendFile } from "./video-routes.ts";

/** HTTP methods that the API uses. */
export type FlipMethod = "get" | "post" | "put" | "delete";

/** Path of the spec, which editors complete, or any other path. */
export type FlipPath = keyof paths | (string & {});

/**
 * Parameters of a raw call. Parameters that the path names in braces are inserted there. The others are
 * sent in the query and signed.
 */
export interface RawParams {
  /** File, sent as multipart by `post`. It is not signed. */
  file?: FileInput | undefined;
  [name: string]: unknown;
}

/** Response body that the spec defines for a method and path, or `unknown` for other paths. */
export type RawResponse<Path extends string, Method extends FlipMethod> = ResponseOf<
  TemplateOf<Path>,
  Method
>;

/** Template of the spec that a path matches: `/videos/{id}.json` for `/videos/4147fd6f.json`. */
type TemplateOf<Path extends string> = {
  [Template in keyof paths]: Matches<Path, Template> extends true ? Template : never;
}[keyof paths];

type Matches<Path extends string, Template extends string> = Path extends Template
  ? true
  : Template extends `${infer Before}{${string}}${infer After}`
    ? Path extends `${Before}${infer Id}${After}`
      ? Id extends `${string}/${string}`
        ? false
        : true
      : false
    : false;

type ResponseOf<Template extends keyof paths, Method extends FlipMethod> = [Template] extends [
  never,
]
  ? unknown
  : paths[Template][Method] extends {
        responses: { 200: { content: { "application/json": infer Data } } };
      }
    ? Data
    : paths[Template][Method] extends {
          responses: { 201: { content: { "application/json": infer Data } } };
        }
      ? Data
      : unknown;

/**
 * Calls any path of the API and returns the parsed response body.
 *
 * @throws {InvalidArgumentError} When the path or a parameter is not valid.
 * @throws {HttpError} When the service rejects the request.
 */
export async function callRaw(
  client: FlipClient,
  method: FlipMethod,
  path: string,
  params: RawParams = {},
  options: RequestOptions = {},
): Promise<unknown> {
  const { file, ...fields } = requireObject("params", params);
  const { target, query } = resolvePath(path, fields);
  const init = { ...requireObject("options", options), params: { query } };
  // The spec may not contain the path, in which case the typed client would not accept it.
  const untyped = client as unknown as UntypedClient;
  if (file === undefined) {
    const result = untyped.request(method, target, init);
    return method === "delete" ? unwrapDeletion(result) : unwrap(result);
  }
  if (method !== "post")
    throw new InvalidArgumentError("params.file", "can only be sent with post");
  const headers = { ...options.headers, "Content-Type": "multipart/form-data" };
  return sendFile(file, {}, (body) =>
    unwrap(untyped.request(method, target, { ...init, headers, body })),
  );
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<{ response: ApiResponse }>;
}

/** Inserts parameters into the braces of the path. The other parameters form the query. */
function resolvePath(path: string, fields: FlipParams): { target: string; query: FlipParams } {
  const template = requireText("path", path);
  const names = new Set([...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  const target = canonicalPath(fillPath(template, fields));
  if (!target.endsWith(".json")) throw new InvalidArgumentError("path", 'must end in ".json"');
  const query = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
  return { target, query };
}
