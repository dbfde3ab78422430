import {
  createFlipClient,
  type Factory,
  type FlipOptions,
  InvalidArgumentError,
  TelestreamCloud,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, credentials } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { type ObservedFetch, observedFetch } from "../helpers/observed-fetch.ts";

// Mistakes that callers make without a type checker, and invalid values of the right type.

const wrongOptions: [keyof FlipOptions, unknown[]][] = [
  ["accessKey", ["", "  ", " key", "key ", "key\n", "k\ney", "\ufeffkey", undefined, null, 5, {}]],
  ["secretKey", ["", "\n", "\tkey", "key\r\n", "k\r\ney", undefined, null, 5, []]],
  ["factoryId", ["", " ", ".", "..", "%2e", {}, true]],
  [
    "apiHost",
    [
      "",
      "https://api.example.com",
      "api.example.com/v3.0",
      "api.example.com:443",
      "user@api.example.com",
      "api.example.com?x",
      "api example.com",
      "api..example.com",
      "api.example.com\n",
      5,
    ],
  ],
  ["apiPort", [0, 70_000, -1, 4.5, "443", Number.NaN, Number.POSITIVE_INFINITY, {}]],
  ["apiVersion", ["", "v3.0", "3.0/", "three", "3..0", 3]],
  ["retries", [-1, 1.5, 1000, "2", Number.NaN, Number.POSITIVE_INFINITY]],
  ["timeoutMs", [0, -1, 1.5, "100", Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]],
  ["fetch", ["fetch", 5, {}]],
  ["now", [0, new Date(), "now"]],
  ["https", ["false", 0, null]],
  ["dangerouslyAllowBrowser", ["true", 1, null]],
  ["baseURL" as keyof FlipOptions, ["https://api.example.com"]],
  ["timeout" as keyof FlipOptions, [1_000, null]],
  ["toString" as keyof FlipOptions, ["x"]],
];

const optionCases = wrongOptions.flatMap(([option, values]) =>
  values.map((value) => ({ option, value })),
);

test.each(optionCases)(
  "new TelestreamCloud() rejects the option $option when it is $value",
  ({ option, value }) => {
    const options = { ...credentials, [option]: value } as FlipOptions;

    for (const create of [() => new TelestreamCloud(options), () => createFlipClient(options)]) {
      expect(create).toThrow(
        expect.objectContaining({ name: "InvalidArgumentError", argument: option }),
      );
    }
  },
);

test.each([undefined, null, "my-access-key", 5, []])(
  "new TelestreamCloud() rejects the options %j",
  (options) => {
    const create = () => new TelestreamCloud(options as never);

    expect(create).toThrow(expect.objectContaining({ argument: "options" }));
  },
);

test("new TelestreamCloud() uses the default of an option that is undefined", () => {
  const optional = ["factoryId", "apiHost", "apiPort", "apiVersion", "fetch", "retries", "now"];
  const unset = Object.fromEntries(optional.map((name) => [name, undefined]));

  const tc = new TelestreamCloud({ ...credentials, ...unset });

  expect(tc).toMatchObject({
    accessKey: "my-access-key",
    factoryId: undefined,
    apiHost: "api-gce.pandastream.com",
    apiPort: 443,
    apiVersion: "3.0",
  });
});

test.each(["flop", "", "Flip", undefined, null, "toString"])("getResource() rejects %j", (name) => {
  const tc = new TelestreamCloud(credentials);

  const get = () => tc.getResource(name as "flip");

  expect(get).toThrow(InvalidArgumentError);
  expect(get).toThrow("Invalid argument name");
});

type Call = (factory: Factory, tc: TelestreamCloud, value: never) => unknown;

/** Calls with one wrong argument, its name in the error, and the wrong values. */
const wrongCalls: [string, Call, string, unknown[]][] = [
  ...["videos", "encodings", "profiles"].flatMap((name): [string, Call, string, unknown[]][] => {
    const kind = name as "videos";
    const ids = ["", " ", ".", "..", "%2e", "%2E%2e", ".%2E", Number.NaN, {}, [], null, undefined];
    return [
      [`${kind}.find()`, (factory, _, id) => factory[kind].find(id), "id", ids],
      [`${kind}.delete()`, (factory, _, id) => factory[kind].delete(id), "id", ids],
      [
        `${kind}.create()`,
        (factory, _, params) => factory[kind].create(params),
        "params",
        [undefined, null, "x", 5, [], new Map()],
      ],
      [
        `${kind}.all()`,
        (factory, _, query) => factory[kind].all(query),
        "query",
        [null, "success", 2, []],
      ],
      [
        `${kind}.all({ per_page })`,
        (factory, _, per_page) => factory[kind].all({ per_page }),
        "query.per_page",
        [0, 101, -1, 1.5, "20", Number.NaN, null],
      ],
      [
        `${kind}.all({ page })`,
        (factory, _, page) => factory[kind].all({ page }),
        "query.page",
        [0, -1, 1.5, "2", Number.NaN, Number.POSITIVE_INFINITY, null],
      ],
    ];
  }),
  [
    "videos.all({ status })",
    (factory, _, status) => factory.videos.all({ status }),
    "query.status",
    ["succes", "SUCCESS", "", 5, null, {}],
  ],
  [
    "videos.create() of neither or both",
    (factory, _, params) => factory.videos.create(params),
    "params",
    [
      {},
      { profiles: "h264" },
      { file: undefined, source_url: undefined },
      { source_url: null },
      { source_url: "http://files.example/a.mp4", file: new Blob(["x"]) },
    ],
  ],
  [
    "videos.create({ profiles })",
    (factory, _, profiles) => factory.videos.create({ source_url: "http://a.example/", profiles }),
    "profiles",
    [5, true, {}, new Date(0)],
  ],
  [
    "videos.create({ profiles }) of other items",
    (factory, _, profiles) => factory.videos.create({ source_url: "http://a.example/", profiles }),
    "profiles[1]",
    [["h264", 5]],
  ],
  [
    "uploadSession({ profiles })",
    (factory, _, profiles) => factory.uploadSession(new Blob(["x"]), { profiles }),
    "profiles",
    [5, true, {}],
  ],
  [
    "uploadSession({ profiles }) of other items",
    (factory, _, profiles) => factory.uploadSession(new Blob(["x"]), { profiles }),
    "profiles[0]",
    [[5]],
  ],
  [
    "encodings.create({ video_id })",
    (factory, _, video_id) => factory.encodings.create({ video_id, profile_name: "h264" }),
    "video_id",
    [undefined, null, "", 5],
  ],
  [
    "encodings.create() of neither or both",
    (factory, _, params) => factory.encodings.create(params),
    "params",
    [
      { video_id: "v" },
      { video_id: "v", profile_id: "p", profile_name: "h264" },
      { video_id: "v", profile_id: null },
    ],
  ],
  [
    "profiles.create() without a command",
    (factory, _, params) => factory.profiles.create(params),
    "params",
    [{}, { name: "x" }, { command: "ffmpeg" }, { extname: ".mp4" }, { preset_name: null }],
  ],
  [
    "updateNotifications()",
    (factory, _, settings) => factory.updateNotifications(settings),
    "settings",
    [undefined, null, "all", [], 5],
  ],
  [
    "updateNotifications() with a wrong event",
    (factory, _, value) => factory.updateNotifications({ events: { video_created: value } }),
    "params.events.video_created",
    [{}, Number.NaN, () => true],
  ],
  [
    "a signal",
    (factory, _, signal) => factory.videos.find("v", { signal }),
    "signal",
    [5, "stop", {}, new AbortController()],
  ],
  [
    "signedParams() method",
    (_, tc, method) => tc.signedParams(method, "/videos.json"),
    "method",
    ["", undefined, null, 5],
  ],
  [
    "signedParams() path",
    (_, tc, path) => tc.signedParams("GET", path),
    "path",
    ["", undefined, "/videos.json?page=2", "/../videos.json"],
  ],
  [
    "signedParams() params",
    (_, tc, params) => tc.signedParams("GET", "/videos.json", params),
    "params",
    ["page=2", [], 5],
  ],
  [
    "signedParams() timestamp",
    (_, tc, timestamp) => tc.signedParams("GET", "/videos.json", {}, { timestamp }),
    "timestamp",
    ["", "now", "2016-10-03", "03.10.2016T09:52", "2016-99-03T09:52:01Z", 5, new Date(), null],
  ],
];

const callCases = wrongCalls.flatMap(([name, call, argument, values]) =>
  values.map((value) => ({ name, call, argument, value: value as never })),
);

test.each(callCases)("$name rejects $value before any request", async (entry) => {
  const { call, argument, value } = entry;
  const { fetch, requests } = accountFetch();
  const tc = new TelestreamCloud({ ...credentials, fetch, retries: 0 });
  const factory = await tc.getResource("flip").factories.find("f");

  const error = await outcomeOf((async () => call(factory, tc, value))());

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(requests).toHaveLength(1);
});

test.each([new Date("junk"), "2016", undefined])(
  "a clock that returns %s is rejected",
  async (time) => {
    const { fetch, requests } = accountFetch();
    const tc = new TelestreamCloud({ ...credentials, fetch, now: () => time as Date });

    const call = tc.get("/videos.json");

    await expect(call).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "now" });
    expect(requests).toHaveLength(0);
  },
);

test("find() accepts a number as id", async () => {
  const { fetch, requests } = accountFetch();
  const flip = connect({ port: 80 }, { fetch }).getResource("flip");

  await flip.factories.find(5 as unknown as string);

  expect(requests[0]?.url.pathname).toBe("/v3.0/factories/5.json");
});

test("messages name the argument and the expectation, and do not repeat strings", async () => {
  const options = { ...credentials, apiHost: "https://user:password@api.example.com" };

  const create = () => new TelestreamCloud(options);

  expect(create).toThrow(
    "Invalid argument apiHost: must be a host name without scheme, port and path",
  );
});

function accountFetch(): ObservedFetch {
  return observedFetch(() => Response.json({ id: "f" }));
}
