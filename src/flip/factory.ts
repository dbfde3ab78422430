import { loadWaits } from "#telestream-tasks";
import type { UpdateFactoryQuery } from "../../generated/flip/endpoints.ts";
import { Collection } from "../telestream/collection.ts";
import type { ClientConnection } from "../telestream/connection.ts";
import { FactoryObject, setFactoryState } from "../telestream/factory-object.ts";
import type { FactoryScope } from "../telestream/generation.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { EncodingFailedError, EncodingTimeoutError } from "./encoding-errors.ts";
import { isAssignable } from "./profile-rules.ts";
import {
  Encoding,
  type EncodingData,
  type FactoryData,
  type FlipTypes,
  Profile,
  Video,
  type VideoData,
} from "./resources.ts";
import { encodingRoutes } from "./routes/encoding-routes.ts";
import { factoryRoutes } from "./routes/factory-routes.ts";
import { profileRoutes } from "./routes/profile-routes.ts";
import { videoRoutes } from "./routes/video-routes.ts";

/** Fields that can be assigned but are never returned: storage credentials. */
type WriteOnlyFields = Omit<UpdateFactoryQuery, keyof FactoryData>;

/** Fields of a factory, all of which are properties of {@link Factory}. */
export interface Factory extends FactoryData, WriteOnlyFields {}

/**
 * Tenant of the account, with its own bucket, videos, encodings and profiles. Assign to its fields,
 * then call {@link Factory.save}.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Factory extends FactoryObject<FlipTypes> {
  /**
   * @param connection - Connection for requests about this factory.
   * @internal
   */
  constructor(connection: ClientConnection<FlipClient>, data: FactoryData) {
    super(data, isAssignable);
    const scope = createScope(connection, () => this.details);
    setFactoryState(this, { scope, connection });
  }
}

/** Creates the collections of a factory and the functions that its objects share. */
function createScope(
  { client, httpsUrls }: ClientConnection<FlipClient>,
  storage: FactoryScope<FlipTypes>["storage"],
): FactoryScope<FlipTypes> {
  const routes = {
    factory: factoryRoutes(client),
    videos: videoRoutes(client),
    encodings: encodingRoutes(client),
    profiles: profileRoutes(client),
  };
  const toEncoding = (data: EncodingData) => new Encoding(scope, data);
  const toVideo = (data: VideoData) => new Video(scope, data);
  const scope: FactoryScope<FlipTypes> = {
    routes,
    toEncoding,
    toVideo,
    storage,
    isAssignable,
    urlOptions: { https: httpsUrls },
    loadWaits,
    errors: { EncodingFailedError, EncodingTimeoutError },
    videos: new Collection(routes.videos, toVideo),
    encodings: new Collection(routes.encodings, toEncoding),
    profiles: new Collection(routes.profiles, (data) => new Profile(scope, data)),
  };
  return scope;
}
