import * as root from "flip-pili";
import * as flip from "flip-pili/flip";
import * as flip31 from "flip-pili/flip-3.1";
import * as pili from "flip-pili/pili";
import * as piliV2 from "flip-pili/pili-v2";
import * as rtc from "flip-pili/rtc";
import { expect, expectTypeOf, test } from "vitest";

test("flip-pili exports every name of both services", () => {
  const names = [...Object.keys(flip), ...Object.keys(pili)];

  expect(Object.keys(root)).toEqual(expect.arrayContaining(names));
});

test.each([root, flip, flip31, pili, piliV2, rtc])("no export is undefined", (entry) => {
  const missing = Object.entries(entry).filter(([, value]) => value === undefined);

  expect(missing).toEqual([]);
});

test("flip-pili exports conflicting names of Flip, and those of Pili under another name", () => {
  const shared = Object.keys(flip).filter((name) => name in pili);
  const different = shared.filter((name) => Reflect.get(flip, name) !== Reflect.get(pili, name));

  expect(different).toContain("stringToSign");
  for (const name of different) {
    expect(Reflect.get(root, name)).toBe(Reflect.get(flip, name));
    expect(Object.values(root)).toContain(Reflect.get(pili, name));
  }
  expect(root.piliStringToSign).toBe(pili.stringToSign);
  expect(root.HttpError).toBe(pili.HttpError);
});

test("both services work through flip-pili", async () => {
  const fetch = async (url: string) => Response.json({ id: url, hub: "h" });
  const credentials = new root.Credentials("ak", "sk");

  const stream = await new root.Hub(credentials, "hub", { fetch }).getStream("z1.hub.title");
  const tc = new root.TelestreamCloud({ accessKey: "ak", secretKey: "sk", fetch });
  const factory = await tc.getResource("flip").factories.find("f");

  expect(stream.id).toMatch(/\/v1\/streams\/z1\.hub\.title$/);
  expect(factory.id).toMatch(/\/v3\.0\/factories\/f\.json/);
});

test("flip-pili exports the types of both services", () => {
  expectTypeOf<keyof root.paths>().toEqualTypeOf<keyof flip.paths | keyof pili.paths>();
  expectTypeOf<root.operations["listVideos"]>().toEqualTypeOf<flip.operations["listVideos"]>();
  expectTypeOf<root.operations["listStreams"]>().toEqualTypeOf<pili.operations["listStreams"]>();
  expectTypeOf<root.components["flip"]>().toEqualTypeOf<flip.components>();
  expectTypeOf<root.components["pili"]>().toEqualTypeOf<pili.components>();
  expectTypeOf<root.Stream>().toEqualTypeOf<pili.Stream>();
  expectTypeOf<root.CallOptions>().toEqualTypeOf<pili.CallOptions>();
  expectTypeOf<root.Result<1, 2, 200>>().toEqualTypeOf<pili.Result<1, 2, 200>>();
  expectTypeOf<root.RequestOptions>().toEqualTypeOf<flip.RequestOptions>();
});
