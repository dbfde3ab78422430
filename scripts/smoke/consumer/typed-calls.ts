import * as everything from "flip-pili";
import {
  createFlipClient,
  listVideos,
  type TelestreamCloud,
  unwrap,
  type Video,
} from "flip-pili/flip";
import {
  createFlipClient as createFlip31Client,
  type Factory,
  listFactories,
} from "flip-pili/flip-3.1";
import { getLiveStatus, type LiveStatus, type PiliClient, signPlayUrl } from "flip-pili/pili-v2";
import { Credentials, type Room, Rtc, roomToken } from "flip-pili/rtc";

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

export async function useFlip31(factory: Factory): Promise<string> {
  const client = createFlip31Client({ apiKey: "my_api_key" });
  const { factories } = await unwrap(listFactories(client));
  // @ts-expect-error The key is missing.
  createFlip31Client({});
  const url = await factory.encodings.find("id").then((encoding) => encoding.signedUrl());
  return `${url} ${factories?.length}`;
}

export async function usePiliV2(client: PiliClient): Promise<LiveStatus | string> {
  const path = { hub: "my_hub", encodedKey: "a2V5" };
  const result = await getLiveStatus(client, { path });
  if (result.status === 619) return result.error.error;
  // @ts-expect-error The time is missing.
  signPlayUrl("https://play.example.com/hub/key.m3u8", { key: "my_key" });
  return result.data ?? "unknown";
}

export async function useRtc(): Promise<[Room, string]> {
  const credentials = new Credentials("my_access_key", "my_secret_key");
  const app = await new Rtc(credentials).getApp("my_app");
  // @ts-expect-error The id of the user is missing.
  app.room("my_room").token({});
  const names = { appId: app.appId, roomName: "my_room", userId: "my_user" };
  return [app.room("my_room"), roomToken(credentials, names)];
}
