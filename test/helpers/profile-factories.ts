import type { Factory, WantedProfile } from "flip-pili/flip";
import type { MockServer } from "flip-pili/testing";
import { connect, startServer } from "./flip-server.ts";
import { type Item, seeds } from "./flip-world.ts";
import { credentials, sendSigned, startFlip } from "./mock-flip.ts";

/** Opens a factory of a mock that has these profiles, and no others. */
export async function openFactory(
  profiles: readonly WantedProfile[],
): Promise<{ mock: MockServer; factory: Factory }> {
  const mock = await startFlip();
  const factory = await factoryOf(mock, seeds.factory);
  await setProfiles(factory, profiles);
  mock.requests.length = 0;
  return { mock, factory };
}

/** Replaces all profiles of a factory. */
export async function setProfiles(
  factory: Factory,
  profiles: readonly WantedProfile[],
): Promise<void> {
  for (const { id } of await factory.profiles.all()) await factory.profiles.delete(id);
  for (const profile of profiles) await factory.profiles.create(profile as { name: string });
}

/** Retrieves a factory of a mock. */
export async function factoryOf(mock: MockServer, id: string): Promise<Factory> {
  return connect(mock, credentials).getResource("flip").factories.find(id);
}

/** Returns the complete profiles of the factory of {@link openFactory}, newest first. */
export async function profilesIn(mock: MockServer): Promise<Item[]> {
  const factoryId = seeds.factory;
  const { body } = await sendSigned(mock, "GET", "/profiles.json", { expand: true }, { factoryId });
  return body as Item[];
}

/** Returns the names of the profiles, newest first. */
export async function namesIn(mock: MockServer): Promise<unknown[]> {
  return (await profilesIn(mock)).map(({ name }) => name);
}

/** Opens a factory whose service returns these profiles. */
export async function openList(profiles: readonly object[]): Promise<Factory> {
  const server = await startServer(({ path }) => ({
    json: path.endsWith("/profiles.json") ? profiles : { id: "f" },
  }));
  return connect(server).getResource("flip").factories.find("f");
}
