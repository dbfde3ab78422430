import { type Flip, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { expect, test } from "vitest";
import { credentials } from "../helpers/flip-server.ts";
import { observedFetch, type SentRequest } from "../helpers/observed-fetch.ts";

/** Creates the objects of both services, whose requests get the given response. */
function objectsWith(respond: (request: SentRequest) => Response) {
  const { fetch } = observedFetch(respond);
  const flip = new TelestreamCloud({ ...credentials, fetch }).getResource("flip");
  const hub = new Hub(new Credentials("ak", "sk"), "hub", { fetch });
  return { flip, hub };
}

async function factoryOf(flip: Flip) {
  return flip.factories.find("f");
}

const none = [
  { what: "null", body: () => Response.json(null) },
  { what: "no body", body: () => new Response(null, { status: 204 }) },
  { what: "an empty body", body: () => new Response("") },
  { what: "white space", body: () => new Response(" \r\n") },
];

test.each(none)("lists are empty when the response is $what", async ({ body }) => {
  const { flip } = objectsWith(({ url }) =>
    url.pathname.endsWith("/factories/f.json") ? Response.json({ id: "f" }) : body(),
  );
  const factory = await factoryOf(flip);

  const lists = await Promise.all([
    flip.factories.all(),
    factory.videos.all(),
    factory.encodings.all(),
    factory.profiles.all(),
  ]);

  expect(lists).toEqual([[], [], [], []]);
});

test.each([...none, { what: "an empty object", body: () => Response.json({}) }])(
  "save() and update() succeed when the response is $what, and show what was sent",
  async ({ body }) => {
    const { flip, hub } = objectsWith(({ method }) =>
      method === "GET" ? Response.json({ id: "f", name: "old", title: "t" }) : body(),
    );
    const factory = await factoryOf(flip);
    const stream = await hub.getStream("z1.hub.t");
    factory.name = "new";

    await factory.save();
    await stream.update({ disabled: true, publishSecurity: "static" });

    expect(factory.details).toMatchObject({ id: "f", name: "new" });
    expect(stream.details).toMatchObject({ title: "t", disabled: true, publishSecurity: "static" });
  },
);

test("save() leaves storage credentials out of a factory when the response is empty", async () => {
  const { flip } = objectsWith(({ method }) => Response.json(method === "GET" ? { id: "f" } : {}));
  const factory = await factoryOf(flip);
  Object.assign(factory, { name: "new", aws_access_key: "AKIA", aws_secret_key: "secret" });

  await factory.save();

  expect(factory.details).toEqual({ id: "f", name: "new" });
  expect(factory).not.toHaveProperty("aws_secret_key");
});

test.each(none)("actions return no fields when the response is $what", async ({ body }) => {
  const { flip } = objectsWith(({ method, url }) =>
    method === "GET" && !/metadata|notifications/.test(url.pathname)
      ? Response.json({ id: "x", video_id: "v" })
      : body(),
  );
  const factory = await factoryOf(flip);
  const video = await factory.videos.find("v");
  const encoding = await factory.encodings.find("e");

  const results = [
    await encoding.retry(),
    await encoding.cancel(),
    await encoding.delete(),
    await video.deleteSourceFile(),
    await video.metadata(),
    await factory.getNotifications(),
    await factory.updateNotifications({ url: "https://example.com" }),
  ];

  expect(results).toEqual(results.map(() => ({})));
});

test("an id that arrives as a number becomes text", async () => {
  const { flip } = objectsWith(() => Response.json({ id: 17, name: "n" }));

  const factory = await factoryOf(flip);

  expect(factory.id).toBe("17");
  expect(String(factory)).toBe("Factory 17");
});

test.each([{ id: null }, { id: 1.5 }, { id: {} }, {}, [], "text", 5])(
  "an object without an id, %j, is an HttpError",
  async (body) => {
    const { flip } = objectsWith(() => Response.json(body));

    await expect(flip.factories.find("f")).rejects.toMatchObject({
      name: "HttpError",
      status: 200,
    });
  },
);
