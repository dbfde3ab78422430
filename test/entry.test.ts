import * as root from "flip-pili";
import * as flip from "flip-pili/flip";
import * as pili from "flip-pili/pili";
import { expect, expectTypeOf, test } from "vitest";

test("flip-pili exports every name of both services, and of no other", () => {
  const names = new Set([...Object.keys(flip), ...Object.keys(pili), "piliStringToSign"]);

  expect(Object.keys(root).sort()).toEqual([...names].sort());
});

test.each([root, flip, pili])("no export is undefined", (entry) => {
  const missing = Object.entries(entry).filter(([, value]) => value === undefined);

  expect(missing).toEqual([]);
});

test("names that both services have are the same thing, but for stringToSign()", () => {
  const shared = Object.keys(flip).filter((name) => name in pili);
  const different = shared.filter((name) => Reflect.get(flip, name) !== Reflect.get(pili, name));

  expect(different).toEqual(["stringToSign"]);
  expect(root.stringToSign).toBe(flip.stringToSign);
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

test("types of both services have a name in flip-pili", () => {
  expectTypeOf<keyof root.paths>().toEqualTypeOf<keyof flip.paths | keyof pili.paths>();
  expectTypeOf<root.operations["listVideos"]>().toEqualTypeOf<flip.operations["listVideos"]>();
  expectTypeOf<root.operations["listStreams"]>().toEqualTypeOf<pili.operations["listStreams"]>();
  expectTypeOf<root.components["flip"]>().toEqualTypeOf<flip.components>();
  expectTypeOf<root.components["pili"]>().toEqualTypeOf<pili.components>();
  expectTypeOf<root.Stream>().toEqualTypeOf<pili.Stream>();
  expectTypeOf<root.CallOptions>().toEqualTypeOf<pili.CallOptions>();
  expectTypeOf<root.Result<1, 2>>().toEqualTypeOf<pili.Result<1, 2>>();
  expectTypeOf<root.RequestOptions>().toEqualTypeOf<flip.RequestOptions>();
});
