import type { paths } from "../../generated/flip/schema.ts";
import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { FileInput } from "../http/files/file-input.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { fillPath } from "../http/wire/path.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { FlipParams } from "./signing/canonical-query.ts";
import { canonicalPath } from "./signing/canonical-query.ts";
import { fileBody } from "./video.ts";

/** Methods that the API has. */
export type FlipMethod = "get" | "post" | "put" | "delete";

/** A path of the spec, or any other. Paths of the spec are offered by editors. */
export type FlipPath = keyof paths | (string & {});

/** Parameters of a raw call. Those that the path names in braces go there, the others are signed. */
export interface RawParams {
  /** With `post`: sent as multipart, not signed. */
  file?: FileInput | undefined;
  [name: string]: unknown;
}

/** What a raw call gives: the answer that the spec describes for the path, else `unknown`. */
export type RawResponse<Path extends string, Method extends FlipMethod> = ResponseOf<
  TemplateOf<Path>,
  Method
>;

/** The spec's template of a path: `/videos/{id}.json` for `/videos/4147fd6f.json`. */
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
        responses: { 200: { content: { "application/json": infer D } } };
      }
    ? D
    : paths[Template][Method] extends {
          responses: { 201: { content: { "application/json": infer D } } };
        }
      ? D
      : unknown;

/**
 * Calls any path of the API and gives the parsed answer.
 *
 * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
 * @throws {HttpError} When the service refuses.
 */
export async function callRaw(
  client: FlipClient,
  method: FlipMethod,
  path: string,
  params: RawParams = {},
  { signal }: RequestOptions = {},
): Promise<unknown> {
  const { file, ...fields } = requireObject("params", params);
  const { target, query } = resolvePath(path, fields);
  const init = { params: { query }, signal, ...(await toBody(method, file)) };
  // The path may be one that no spec knows, and then there is no type for the call.
  const untyped = client as unknown as UntypedClient;
  return unwrap(untyped.request(method, target, init));
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<{ response: Response }>;
}

/** Puts parameters into the path's braces. The rest is the query. */
function resolvePath(path: string, fields: FlipParams): { target: string; query: FlipParams } {
  const template = requireText("path", path);
  const names = new Set([...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  const target = canonicalPath(fillPath(template, fields));
  if (!target.endsWith(".json")) throw new InvalidArgumentError("path", 'must end in ".json"');
  const query = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
  return { target, query };
}

async function toBody(method: FlipMethod, file: FileInput | undefined): Promise<object> {
  if (file === undefined) return {};
  if (method !== "post") throw new InvalidArgumentError("params.file", "can be sent by post only");
  const body = await fileBody(file, undefined);
  return { body, headers: { "Content-Type": "multipart/form-data" } };
}
