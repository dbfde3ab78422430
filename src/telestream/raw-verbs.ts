import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import type { ApiResponse } from "../http/transport/response.ts";
import { unwrap, unwrapDeletion } from "../http/unwrap.ts";
import { fillPath } from "../http/wire/serialize.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import { canonicalPath } from "./canonical-path.ts";
import { sendFile } from "./send-file.ts";

/** HTTP methods of raw calls. */
export type RawMethod = "get" | "post" | "put" | "patch" | "delete";

/** Path of the spec, which editors complete, or any other path. */
export type RawPath<Paths> = (keyof Paths & string) | (string & {});

/**
 * Parameters of a raw call. Parameters that the path names in braces are inserted there. The others are sent in the
 * query or the body.
 */
export interface RawParams {
  /** File, sent as multipart by `post`. */
  file?: FileInput | undefined;
  [name: string]: unknown;
}

/** Response body that the spec defines for a method and path, or `unknown` for other paths. */
export type RawResponseOf<Paths, Path extends string, Method extends RawMethod> = ResponseOf<
  Paths,
  TemplateOf<Paths, Path>,
  Method
>;

/** Template of the spec that a path matches: `/videos/{id}.json` for `/videos/4147fd6f.json`. */
type TemplateOf<Paths, Path extends string> = {
  [Template in keyof Paths & string]: Matches<Path, Template> extends true ? Template : never;
}[keyof Paths & string];

type Matches<Path extends string, Template extends string> = Path extends Template
  ? true
  : Template extends `${infer Before}{${string}}${infer After}`
    ? Path extends `${Before}${infer Id}${After}`
      ? Id extends `${string}/${string}`
        ? false
        : true
      : false
    : false;

type ResponseOf<Paths, Template extends keyof Paths, Method extends RawMethod> = [
  Template,
] extends [never]
  ? unknown
  : Paths[Template] extends { [Verb in Method]: { responses: infer Responses } }
    ? Responses extends { 200: { content: { "application/json": infer Data } } }
      ? Data
      : Responses extends { 201: { content: { "application/json": infer Data } } }
        ? Data
        : unknown
    : unknown;

/** A raw call without its client. */
export type RawCall = (
  method: RawMethod,
  path: string,
  params?: RawParams,
  options?: RequestOptions,
) => Promise<unknown>;

/** Parameters of a raw call, as the client sends them. */
export interface RawInit {
  readonly params?: { readonly query: object };
  readonly body?: object;
  /** Writes the body as the parts that precede a file. */
  readonly before?: (boundary: string) => string;
}

/** Creates raw calls. `toInit` decides where parameters are sent. */
export function createRawCall(
  client: object,
  toInit: (method: RawMethod, fields: object) => RawInit,
): RawCall {
  // The spec may not contain the path, in which case the typed client would not accept it.
  const untyped = client as UntypedClient;
  return async (method, path, params = {}, options = {}) => {
    const { file, ...all } = requireObject("params", params);
    const { target, fields } = resolvePath(path, all);
    const { before, ...place } = toInit(method, fields);
    const init = { ...requireObject("options", options), ...place };
    if (file === undefined) {
      const result = untyped.request(method, target, init);
      return method === "delete" ? unwrapDeletion(result) : unwrap(result);
    }
    if (method !== "post")
      throw new InvalidArgumentError("params.file", "can only be sent with post");
    const headers = { ...options.headers, "Content-Type": "multipart/form-data" };
    return sendFile(file, { before }, (body) =>
      unwrap(untyped.request(method, target, { ...init, headers, body })),
    );
  };
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<{ response: ApiResponse }>;
}

/** Inserts parameters into the braces of the path. Returns the others. */
function resolvePath(path: string, params: object): { target: string; fields: object } {
  const template = requireText("path", path);
  const names = new Set([...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  const target = canonicalPath(fillPath(template, { ...params }));
  if (!target.endsWith(".json")) throw new InvalidArgumentError("path", 'must end in ".json"');
  const fields = Object.entries(params).filter(([name]) => !names.has(name));
  return { target, fields: Object.fromEntries(fields) };
}

/** Connection of a client. */
interface Connection {
  readonly call: RawCall;
}

const connections = /* @__PURE__ */ createHidden<Connection>();

/** Returns the connection of a client. Its type is that of the constructor's argument. */
export function connectionOf<Own extends Connection>(owner: object): Own {
  return connections.of(owner) as Own;
}

/** Calls of any path of the API. */
export abstract class RawVerbs<Paths> {
  /** @internal */
  constructor(connection: Connection) {
    connections.set(this, connection);
  }

  /**
   * Calls a path with GET: `tc.get("/videos/{id}.json", { id })`.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  get<Path extends RawPath<Paths>>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponseOf<Paths, Path, "get">> {
    return call(this, "get", path, params, options);
  }

  /**
   * Calls a path with POST. A `file` in the parameters is sent as multipart.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  post<Path extends RawPath<Paths>>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponseOf<Paths, Path, "post">> {
    return call(this, "post", path, params, options);
  }

  /**
   * Calls a path with PUT.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  put<Path extends RawPath<Paths>>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponseOf<Paths, Path, "put">> {
    return call(this, "put", path, params, options);
  }

  /**
   * Calls a path with DELETE.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  delete<Path extends RawPath<Paths>>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponseOf<Paths, Path, "delete">> {
    return call(this, "delete", path, params, options);
  }
}

/** Calls a path. The type comes from the spec, and the contract tests check responses against the spec. */
export function call<Body>(owner: object, ...rest: Parameters<RawCall>): Promise<Body> {
  return connections.of(owner).call(...rest) as Promise<Body>;
}
