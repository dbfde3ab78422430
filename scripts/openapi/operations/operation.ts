import type { JsonObject } from "../document/json.ts";
import type { Method } from "../document/spec-shape.ts";

/** An operation of the document, with its location and the parameters that apply to it. */
export interface LocatedOperation {
  /** File and JSON pointer, for messages. */
  readonly location: string;
  readonly path: string;
  readonly method: Method;
  readonly node: JsonObject;
  readonly pathItem: JsonObject;
  /** The operation's own parameters and those of its path item. */
  readonly parameters: readonly JsonObject[];
}

/** One endpoint, reduced to what the emitter prints. */
export interface Operation {
  /** Key in `operations` of the schema module. */
  readonly id: string;
  /** Name of the endpoint function. */
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  /** Query parameters that are part of the path in the document, such as `/?action=list`. */
  readonly fixedQuery: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** The page of the API's own documentation. */
  readonly docs: { readonly url: string; readonly description: string | undefined } | undefined;
  readonly isDeprecated: boolean;
  readonly parameters: OperationParameters;
  readonly body: OperationBody | undefined;
  /** Whether the document describes a body that clients cannot send. */
  readonly hasUnsentBody: boolean;
  readonly serialization: Serialization;
  /** Responses that count as a success. */
  readonly successes: readonly OperationResponse[];
  /** Responses that count as a failure. */
  readonly failures: readonly OperationResponse[];
  /**
   * The format of all bodies of successes, or the formats that their media types do not suggest, by media
   * type. `undefined` if all media types are those of JSON, which clients parse by themselves.
   */
  readonly reading: BodyFormat | Readonly<Record<string, BodyFormat>> | undefined;
  /** The media types that a call requests, if a success has several. */
  readonly accept: AcceptedTypes | undefined;
  /** Server of the operation if it differs from the server of the document. */
  readonly baseUrl: string | undefined;
  /** Server of the operation if only callers can complete its URL. */
  readonly incompleteServer: string | undefined;
}

/** Whether callers have to pass a value, can pass it, or cannot. */
export type Presence = "required" | "optional" | "none";

/** The kinds of parameters that an operation has; their types are in the schema module. */
export interface OperationParameters {
  readonly path: Presence;
  readonly query: Presence;
  readonly header: Presence;
  /** Names of the cookies, which no endpoint function sends. */
  readonly cookies: readonly string[];
}

/** A request body. */
export interface OperationBody {
  readonly mediaType: string;
  readonly isRequired: boolean;
  /** Media types that the server accepts as well. */
  readonly otherMediaTypes: readonly string[];
}

/** Form in which a body is read. */
export type BodyFormat = "json" | "text" | "blob";

/** The media types of the successes of an operation. */
interface AcceptedTypes {
  /** Media types of which the types of the operation speak. */
  readonly chosen: readonly string[];
  readonly others: readonly string[];
}

/** A response of the server. */
export interface OperationResponse {
  /** The key in the spec: `200`, `4XX`, `default`. */
  readonly status: string;
  /** Statuses above 599 that a `default` names in `x-unregistered-statuses`, because they cannot be keys. */
  readonly unregistered: readonly string[];
  /** `undefined` for a response without a body. */
  readonly mediaType: string | undefined;
  /** Name of the component that is the schema of the body. */
  readonly schemaName: string | undefined;
  /** `undefined` if only the response tells. */
  readonly format: BodyFormat | undefined;
}

/** How a value is written, without what is the default of its location. */
export type Style = Readonly<Record<string, string | boolean>>;

/** Styles by name. Names with the default style are missing. */
export type Styles = Readonly<Record<string, Style>>;

/** How a body is written, unless it is JSON without a bigint. */
export type BodySerialization =
  | { readonly kind: "form"; readonly styles: Styles }
  | { readonly kind: "multipart"; readonly fields: Readonly<Record<string, string | Style>> }
  | { readonly kind: "raw" }
  /** JSON that may hold a bigint. */
  | { readonly kind: "json" };

/** How a query is written if clients need to know. */
export type QuerySerialization =
  /** Lists joined by commas, and flat objects in brackets. */
  | { readonly kind: "native"; readonly hasLists: boolean; readonly hasObjects: boolean }
  | { readonly kind: "styles"; readonly styles: Styles };

/** What an operation sends in another form than clients do by themselves. */
export interface Serialization {
  readonly query: QuerySerialization | undefined;
  readonly path: Styles | undefined;
  readonly header: Styles | undefined;
  /** Whether a header is not text or a list of texts. */
  readonly hasObjectHeaders: boolean;
  readonly body: BodySerialization | undefined;
}
