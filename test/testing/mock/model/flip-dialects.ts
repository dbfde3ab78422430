import { canonicalQuery } from "flip-pili/flip";
import { seeds } from "../../../helpers/flip-world.ts";
import { seeds as seeds31 } from "../../../helpers/mock-flip-3.1.ts";

type Params = Readonly<Record<string, unknown>>;

/** A request that a step sends, without the way in which a generation sends it. */
export interface PlainRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
}

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A generation of Flip, as the steps of the model need it. */
export interface Dialect {
  readonly write: (request: PlainRequest) => SentRequest;
  /** Status of the response to a request that creates a factory or a video. */
  readonly createdStatus: number;
  /** Ids of the factories that exist from the start. */
  readonly factoryIds: readonly [string, string];
  /** Whether lists of videos can be filtered by status. */
  readonly filtersVideos: boolean;
  readonly deletesFactories: boolean;
  /** Whether a video that has failed can be encoded. */
  readonly encodesFailedVideos: boolean;
}

/** Flip 3.0: everything in the query, with any signature. */
export const flipDialect: Dialect = {
  write({ method, path, params }) {
    const auth = { access_key: "a", factory_id: "f", timestamp: "2026-01-02", signature: "s" };
    const query = canonicalQuery({ ...auth, ...params } as Record<string, string>);
    return { method, target: `/v3.0${path}?${query}` };
  },
  createdStatus: 200,
  factoryIds: [seeds.factory, seeds.otherFactory],
  filtersVideos: true,
  deletesFactories: true,
  encodesFailedVideos: true,
};

/** Flip 3.1: JSON, with any key. */
export const flip31Dialect: Dialect = {
  write({ method: sent, path, params }) {
    const method = sent === "PUT" && path.startsWith("/factories/") ? "PATCH" : sent;
    const isReading = method === "GET" || method === "DELETE";
    const query = new URLSearchParams({ factory_id: "f" });
    for (const [name, value] of Object.entries(isReading ? params : {})) {
      query.set(name, String(value));
    }
    const hasBody = !isReading && Object.keys(params).length > 0;
    return {
      method,
      target: `/flip/3.1${path}?${query}`,
      headers: { "X-Api-Key": "tcs_any", ...(hasBody && { "Content-Type": "application/json" }) },
      ...(hasBody && { body: JSON.stringify(params) }),
    };
  },
  createdStatus: 201,
  factoryIds: [seeds31.factory, seeds31.otherFactory],
  filtersVideos: false,
  deletesFactories: false,
  encodesFailedVideos: false,
};
