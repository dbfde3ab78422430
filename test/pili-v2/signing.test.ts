import { createPiliClient, getStream, Hub } from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { credentials } from "../helpers/pili-v2-server.ts";

const plain = "m7Bdd0YbJ0b1cv07vcZAzHLK8lY=";
const form = { "Content-Type": "application/x-www-form-urlencoded" };

test.each([
  { what: "no headers", headers: {}, signature: plain },
  {
    what: "the Content-Type of another client",
    headers: form,
    signature: "crxblbBGGxNfTeCq4OqQNiyt1ys=",
  },
  {
    what: "X-Qiniu-Date",
    headers: { ...form, "x-qiniu-date": "20160820T120000Z" },
    signature: "HmT5Xm4o8Z2_z_A7vdcEeX-oOiY=",
  },
  { what: "a header that is only the prefix", headers: { "X-Qiniu-": "a" }, signature: plain },
])("a request with $what has the documented signature", async ({ headers, signature }) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const hub = new Hub(credentials, "test-hub", { fetch });

  await hub.stream("test0").info({ headers });

  expect(requests[0]?.rawUrl).toBe("https://pili.qiniuapi.com/v2/hubs/test-hub/streams/dGVzdDA=");
  const sent = new Headers(requests[0]?.init.headers);
  expect(sent.get("Authorization")).toBe(`Qiniu QiniuAccessKey:${signature}`);
});

test("a request with a body has the documented signature", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const hub = new Hub(credentials, "test-hub", { fetch });

  await hub.stream("test0").disable();

  const sent = new Headers(requests[0]?.init.headers);
  expect(sent.get("Authorization")).toBe("Qiniu QiniuAccessKey:Af2gv9oUxYTUCs_Alna-_5PbtP4=");
});

test("the functions send an encoded key without escaping its padding", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ error: "no" }, { status: 404 }));
  const client = createPiliClient(credentials, { fetch, https: false });

  const result = await getStream(client, { path: { hub: "a b", encodedKey: "dGVzdDA=" } });

  expect(result.error).toEqual({ error: "no" });
  expect(requests[0]?.rawUrl).toBe("http://pili.qiniuapi.com/v2/hubs/a%20b/streams/dGVzdDA=");
});

test("the verbs of a client send an encoded key in the same form, also through middleware", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const client = createPiliClient(credentials, { fetch });
  client.use({ onRequest: ({ request }) => request.headers.set("X-A", "1") as undefined });

  const path = { hub: "test-hub", encodedKey: "dGVzdDA=" };
  const { data } = await client.GET("/v2/hubs/{hub}/streams/{encodedKey}", { params: { path } });

  expect(data).toEqual({});
  expect(requests[0]?.rawUrl).toMatch(/\/streams\/dGVzdDA=$/);
  expect(new Headers(requests[0]?.init.headers).get("X-A")).toBe("1");
});
