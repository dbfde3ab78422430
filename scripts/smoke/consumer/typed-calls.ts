import * as everything from "flip-pili";
import {
  createFlipClient,
  listVideos,
  type TelestreamCloud,
  unwrap,
  type Video,
} from "flip-pili/flip";

const options = { accessKey: "my_access_key", secretKey: "my_secret_key" };

export async function listTitles(): Promise<string[]> {
  const client = createFlipClient(options);
  const videos = await unwrap(listVideos(client, { query: { status: "success", page: 2 } }));
  return videos.map(({ id }) => id);
}

export async function findVideo(factoryId: string, id: string): Promise<Video> {
  const tc: TelestreamCloud = new everything.TelestreamCloud(options);
  const factory = await tc.getResource("flip").factories.find(factoryId);
  return factory.videos.find(id);
}

export async function rejectWrongCalls(): Promise<void> {
  const client = createFlipClient(options);
  // @ts-expect-error The status does not exist.
  await listVideos(client, { query: { status: "no such status" } });
  // @ts-expect-error The secret key is missing.
  createFlipClient({ accessKey: "my_access_key" });
}
