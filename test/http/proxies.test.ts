import "../helpers/warm-up.ts";
import { inspect } from "node:util";
import { type Factory, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../helpers/flip-server.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials, startFlip } from "../helpers/mock-flip.ts";
import { keys } from "../helpers/pili-server.ts";

/**
 * Wraps an object like Vue's `reactive()`: every plain object or instance that a property returns is
 * wrapped too, and functions are called with the proxy.
 */
function reactive<Value extends object>(target: Value): Value {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      const isWrapped = typeof value === "object" && value !== null && Object.isExtensible(value);
      return isWrapped && !(value instanceof Promise) ? reactive(value) : value;
    },
  });
}

const wrappers = test.each([
  ["new Proxy(object, {})", <Value extends object>(value: Value) => new Proxy(value, {})],
  ["a deep proxy", reactive],
]);

async function connectToMock(wrap: <Value extends object>(value: Value) => Value) {
  const mock = await startFlip();
  const tc = wrap(connect(mock, credentials));
  return { mock, tc, flip: wrap(tc.getResource("flip")) };
}

wrappers("objects of Flip work behind %s", async (_, wrap) => {
  const { tc, flip } = await connectToMock(wrap);
  const factories = wrap(flip.factories);
  const factory: Factory = wrap(await factories.find(seeds.factory));
  const videos = wrap(factory.videos);
  const video = wrap(await videos.find(seeds.video));
  const encoding = wrap(await wrap(factory.encodings).find(seeds.encoding));
  const profile = wrap(await wrap(factory.profiles).find(seeds.profile));

  const listing = wrap(videos.all());
  const listed = await listing;
  const iterated: string[] = [];
  for await (const { id } of wrap(videos.all())) iterated.push(id);
  profile.title = "Renamed";
  await profile.save();
  factory.name = "Renamed too";
  await factory.save();

  expect(listed.map(({ id }) => id)).toEqual(iterated);
  expect(await video.reload()).toMatchObject({ id: seeds.video });
  expect(await wrap(video.encodings).all()).not.toHaveLength(0);
  expect((await encoding.video()).id).toBe(encoding.video_id);
  expect((await profile.reload()).title).toBe("Renamed");
  expect((await factory.reload()).name).toBe("Renamed too");
  expect(video.toJSON()).toBe(video.details);
  expect(`${video}`).toBe(`Video ${seeds.video}`);
  expect(tc.signedParams("GET", "/videos.json")).toHaveProperty("signature");
  expect(await tc.get("/factories.json")).not.toHaveLength(0);
});

wrappers("objects of Pili work behind %s", async (_, wrap) => {
  const mock = await startMockServer("pili", { credentials: keys });
  onTestFinished(() => mock.close());
  const account = wrap(new Credentials(keys.accessKey, keys.secretKey));
  const hub = wrap(new Hub(account, "hub_name", { apiHost: `${mock.host}:${mock.port}` }));

  const stream = wrap(await hub.createStream({ title: "behind_a_proxy" }));
  await stream.disable();
  const { items } = await wrap(hub.listStreams());

  expect(stream.disabled).toBe(true);
  expect(items.map(({ id }) => id)).toContain(stream.id);
  expect(stream.rtmpPublishUrl()).toContain("rtmp://");
  expect(account.sign("data")).toContain(keys.accessKey);
});

test("fields that reload() changes are deleted and defined through the proxy", async () => {
  const { flip } = await connectToMock((value) => value);
  const changed = new Set<PropertyKey>();
  const raw = await flip.factories.find(seeds.factory);
  const factory = new Proxy(raw, {
    deleteProperty(target, key) {
      changed.add(key);
      return Reflect.deleteProperty(target, key);
    },
  });

  await factory.reload();

  expect(changed).toContain("name");
});

test("hidden state is not shown", async () => {
  const tc = new TelestreamCloud({ accessKey: "access", secretKey: "secret-key" });
  const { mock, flip } = await connectToMock((value) => value);
  const factory = await flip.factories.find(seeds.factory);

  const options = { showHidden: true, depth: 9 };
  const shown = [tc, flip, factory, factory.videos, factory.videos.all()]
    .map((object) => `${inspect(object, options)}${JSON.stringify(object)}`)
    .join("\n");

  expect(shown).not.toContain("secret-key");
  expect(shown).not.toContain(credentials.secretKey);
  expect(Object.getOwnPropertySymbols({ ...factory, ...tc })).toEqual([]);
  expect(mock.requests).toHaveLength(1);
});
