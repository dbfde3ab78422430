import { loadWaits } from "#telestream-tasks";
import { Collection } from "../telestream/collection.ts";
import type { ClientConnection } from "../telestream/connection.ts";
import type { StorageLocation } from "../telestream/output-urls.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { EncodingData, ProfileData, VideoData } from "./data.ts";
import { EncodingFailedError, EncodingTimeoutError } from "./encoding-errors.ts";
import { profileRules } from "./profile-rules.ts";
import {
  Encoding,
  type EncodingRoutes,
  Encodings,
  type FlipScope,
  Profile,
  type ProfileRoutes,
  Video,
  type VideoRoutes,
  Videos,
} from "./resources.ts";
import { encodingRoutes } from "./routes/encoding-routes.ts";
import { type FactoryRoutes, factoryRoutes } from "./routes/factory-routes.ts";
import { profileRoutes } from "./routes/profile-routes.ts";
import { videoRoutes } from "./routes/video-routes.ts";

/** Creates the connection for requests about a factory. */
export type Connect = (factoryId: string) => ClientConnection<FlipClient>;

/** Endpoints of one factory. */
interface Routes {
  readonly factory: FactoryRoutes;
  readonly videos: VideoRoutes;
  readonly encodings: EncodingRoutes;
  readonly profiles: ProfileRoutes;
}

/** Collections and functions that the objects of one factory share. */
export interface OwnScope extends FlipScope {
  readonly routes: Routes;
  readonly toProfile: (data: ProfileData) => Profile;
}

/** Creates the collections of a factory and the functions that its objects share. */
export function createScope(
  { client, httpsUrls }: ClientConnection<FlipClient>,
  storage: () => StorageLocation,
  connect: Connect,
): OwnScope {
  const routes = createRoutes(client);
  const toEncoding = (data: EncodingData) => new Encoding(scope, data);
  const toVideo = (data: VideoData) => new Video(scope, data);
  const toProfile = (data: ProfileData) => new Profile(scope, data);
  const scope: OwnScope = {
    routes,
    toEncoding,
    toVideo,
    toProfile,
    storage,
    isAssignable: profileRules.isAssignable,
    urlOptions: { https: httpsUrls },
    loadWaits,
    errors: { EncodingFailedError, EncodingTimeoutError },
    videos: new Videos(routes.videos, toVideo),
    encodings: new Encodings(routes.encodings, toEncoding),
    profiles: new Collection(routes.profiles, toProfile),
    // The URL of that factory is not known: its profiles have no files.
    forFactory: (id) => createScope(connect(id), () => ({}), connect),
  };
  return scope;
}

function createRoutes(client: FlipClient): Routes {
  const encodings = encodingRoutes(client);
  return {
    factory: factoryRoutes(client),
    videos: videoRoutes(client),
    encodings,
    profiles: profileRoutes(client, encodings),
  };
}
