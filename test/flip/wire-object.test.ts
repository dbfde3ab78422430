import { inspect } from "node:util";
import type { Factory, Profile } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, type FlipServer, startServer } from "../helpers/flip-server.ts";
import { type RouteTable, routes, summarize } from "../helpers/routes.ts";

const factoryData = {
  id: "f",
  name: "bucket_name",
  upload_original_video: false,
  priority: 99,
  created_at: "2014/12/28 18:17:11 +0000",
};

test("save() sends only fields that differ, and updates all fields from the response", async () => {
  const { server, factory } = await openFactory({
    "PUT /factories/f.json": { ...factoryData, name: "trimmed", updated_at: "now" },
  });

  factory.name = " trimmed ";
  factory.upload_original_video = true;
  factory.priority = 99; // As it was.
  const result = await factory.save();

  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json factory_id=f name= trimmed  upload_original_video=true",
  ]);
  expect(result).toBe(factory);
  expect(factory.name).toBe("trimmed");
  expect(factory.details).toMatchObject({ name: "trimmed", updated_at: "now" });
});

test("save() sends nothing when no field differs", async () => {
  const { server, factory } = await openFactory({});

  await factory.save();
  factory.name = "other";
  factory.name = "bucket_name";
  await factory.save();

  expect(server.requests).toHaveLength(1);
});

test("save() sends nothing the second time", async () => {
  const { server, profile } = await openProfile({
    "PUT /profiles/p.json": { id: "p", name: "new_name", fps: 60 },
  });

  profile.name = "new_name";
  profile.fps = "60";
  await profile.save();
  await profile.save();

  expect(summarize(server.requests).slice(2)).toEqual([
    "PUT /profiles/p.json factory_id=f fps=60 name=new_name",
  ]);
});

test("save() sends a field that the service never returns", async () => {
  const { server, factory } = await openFactory({ "PUT /factories/f.json": factoryData });

  factory.aws_access_key = "AKIA";
  factory.aws_secret_key = "secret";
  await factory.save();
  await factory.save();

  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json aws_access_key=AKIA aws_secret_key=secret factory_id=f",
  ]);
  expect(factory).not.toHaveProperty("aws_secret_key");
});

test.each([
  { what: "set to null", unset: (factory: Factory) => Object.assign(factory, { name: null }) },
  {
    what: "set to undefined",
    unset: (factory: Factory) => Object.assign(factory, { name: undefined }),
  },
  { what: "deleted", unset: (factory: Factory) => Reflect.deleteProperty(factory, "name") },
])("save() rejects a field that was $what", async ({ unset }) => {
  const { server, factory } = await openFactory({});

  unset(factory);
  const saving = factory.save();

  await expect(saving).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "Factory.name",
  });
  expect(server.requests).toHaveLength(1);
});

test("save() sends a value for a field that was null, and leaves other null fields alone", async () => {
  const { server, factory } = await openFactory(
    { "PUT /factories/f.json": factoryData },
    { id: "f", name: null, s3_videos_bucket: null },
  );

  factory.name = "named";
  await factory.save();

  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json factory_id=f name=named",
  ]);
});

test("save() preserves fields that are assigned while it is in progress", async () => {
  const { server, factory } = await openFactory({
    "PUT /factories/f.json": () => ({ ...factoryData, name: "first" }),
  });

  factory.name = "first";
  const saving = factory.save();
  factory.name = "second";
  factory.priority = 1;
  await saving;

  expect(factory).toMatchObject({ name: "second", priority: 1, details: { name: "first" } });
  await factory.save();
  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json factory_id=f name=first",
    "PUT /factories/f.json factory_id=f name=second priority=1",
  ]);
});

test("save() preserves assigned fields when it fails", async () => {
  const { factory } = await openFactory({});

  factory.name = "other";
  const saving = factory.save();

  await expect(saving).rejects.toMatchObject({ status: 404 });
  expect(factory.name).toBe("other");
  expect(factory.details.name).toBe("bucket_name");
});

test("save() sends an object field when a nested value has changed", async () => {
  const { server, factory } = await openFactory(
    { "PUT /factories/f.json": { id: "f" } },
    { id: "f", extras: { a: 1, b: 2 } },
  );
  const { extras } = factory as unknown as { extras: { a: number } };

  extras.a = 3;
  await factory.save();

  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json extras[a]=3 extras[b]=2 factory_id=f",
  ]);
});

test("reload() drops assigned values, and fields that the service no longer returns", async () => {
  const bodies = [factoryData, { id: "f", name: "bucket_name", new_field: 1 }];
  const server = await startServer(routes({ "GET /factories/f.json": () => bodies.shift() }));
  const factory = await connect(server).getResource("flip").factories.find("f");

  factory.priority = 1;
  const result = await factory.reload();

  expect(result).toBe(factory);
  expect({ ...factory }).toEqual({ id: "f", name: "bucket_name", new_field: 1 });
});

test.each(["id", "created_at", "updated_at"])(
  "the field %s of a factory cannot be assigned",
  async (field) => {
    const { factory } = await openFactory({}, { ...factoryData, updated_at: "now" });

    expect(() => Object.assign(factory, { [field]: "other" })).toThrow(TypeError);
  },
);

test("the fields of a video or an encoding cannot be assigned", async () => {
  const { factory } = await openFactory({
    "GET /videos/v.json": { id: "v", title: "t", nested: { a: 1 } },
    "GET /encodings/e.json": { id: "e", status: "success" },
  });
  const video = await factory.videos.find("v");
  const encoding = await factory.encodings.find("e");

  expect(() => Object.assign(video, { title: "other" })).toThrow(TypeError);
  expect(() => Object.assign(encoding, { status: "fail" })).toThrow(TypeError);
  expect(() => Object.assign((video as unknown as { nested: object }).nested, { a: 2 })).toThrow(
    TypeError,
  );
});

test("details cannot be changed, and do not change with the fields", async () => {
  const { factory } = await openFactory({});
  const { details } = factory;

  factory.name = "other";

  expect(details.name).toBe("bucket_name");
  expect(() => Object.assign(details, { name: "x" })).toThrow(TypeError);
});

test("fields that the spec does not contain are properties", async () => {
  const { factory } = await openFactory({}, { id: "f", brand_new: [1, { deep: true }] });

  expect(factory).toMatchObject({ brand_new: [1, { deep: true }] });
});

test("fields named like members of the class are only in details", async () => {
  const names = ["videos", "constructor", "then", "save", "toString", "details", "hasOwnProperty"];
  const hostile = { id: "f", ...Object.fromEntries(names.map((name) => [name, "x"])) };
  const { server, factory } = await openFactory(
    { "GET /videos.json": [], "PUT /factories/f.json": { ...hostile, name: "n" } },
    hostile,
  );

  factory.name = "n";
  await factory.save();
  await factory.videos.all();

  expect(factory.details).toMatchObject(hostile);
  expect(Object.keys(factory)).toEqual(["id", "name"]);
  expect(`${factory}`).toBe("Factory f");
  expect(await factory).toBe(factory);
  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /factories/f.json factory_id=f name=n",
    "GET /videos.json factory_id=f",
  ]);
});

test("an object prints as its kind and id, and serializes to its details", async () => {
  const { factory } = await openFactory({});

  expect(inspect(factory)).toBe("Factory f");
  expect(inspect([factory])).toBe("[ Factory f ]");
  expect(`${factory}`).toBe("Factory f");
  expect(JSON.parse(JSON.stringify(factory))).toEqual(factoryData);
});

interface Opened {
  server: FlipServer;
  factory: Factory;
}

async function openFactory(table: RouteTable, data: object = factoryData): Promise<Opened> {
  const server = await startServer(routes({ "GET /factories/f.json": data, ...table }));
  return { server, factory: await connect(server).getResource("flip").factories.find("f") };
}

async function openProfile(table: RouteTable): Promise<Opened & { profile: Profile }> {
  const data = { id: "p", name: "h264", fps: 45 };
  const opened = await openFactory({ "GET /profiles/p.json": data, ...table });
  return { ...opened, profile: await opened.factory.profiles.find("p") };
}
