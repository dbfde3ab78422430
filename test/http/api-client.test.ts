import { createFlipClient, type FlipClient, type paths } from "flip-pili/flip";
import createClient, { type Middleware } from "openapi-fetch";
import { expect, test } from "vitest";
import { credentials, type FlipServer, type Reply, startServer } from "../helpers/flip-server.ts";

// Our clients are compared with the client of openapi-fetch itself, whose interface they have.

function clientsOf({ port }: FlipServer): Record<"ours" | "theirs", FlipClient> {
  const options = { ...credentials, apiHost: "127.0.0.1", apiPort: port, https: false };
  return {
    ours: createFlipClient({ ...options, retries: 0 }),
    theirs: createClient<paths>({ baseUrl: `http://127.0.0.1:${port}/v3.0` }),
  };
}

const replies: Record<string, Reply> = {
  "a list": { json: [{ id: "v" }] },
  "an empty text": { text: "", headers: { "Content-Type": "application/json" } },
  "no content": { status: 204 },
  null: { json: null },
  "a failure in JSON": { status: 404, json: { error: "RecordNotFound", message: "No" } },
  "a failure in HTML": { status: 502, text: "<html>" },
  "a failure without a body": { status: 500, text: "", headers: { "Content-Length": "0" } },
};

for (const [name, reply] of Object.entries(replies)) {
  for (const method of ["GET", "HEAD"] as const) {
    test(`${method} with ${name} as the response has the result of openapi-fetch`, async () => {
      const { ours, theirs } = clientsOf(await startServer(() => reply));

      const [own, other] = await Promise.all(
        [ours, theirs].map((client) =>
          client.request(method.toLowerCase() as "get", "/videos.json"),
        ),
      );

      const { response, ...result } = own ?? {};
      const { response: otherResponse, ...otherResult } = other ?? {};
      expect(result).toStrictEqual(otherResult);
      expect([response?.status, response?.ok]).toEqual([otherResponse?.status, otherResponse?.ok]);
    });
  }
}

test("an empty chunked response has no data, as with openapi-fetch", async () => {
  const server = await startServer((_, response) => {
    response.flushHeaders();
    response.end();
    return undefined;
  });
  const { ours, theirs } = clientsOf(server);

  const results = await Promise.all([ours, theirs].map((client) => client.GET("/videos.json")));

  expect(results.map((result) => result.data)).toEqual([undefined, undefined]);
});

test("headers of a call are merged with those of its parameters like those of openapi-fetch", async () => {
  const server = await startServer(() => ({ json: {} }));
  const { ours, theirs } = clientsOf(server);
  const init = {
    headers: { "X-List": ["a", "b"], "X-Twice": "call", "X-None": undefined, "X-Number": 5 },
    params: { header: { "X-Twice": "parameter", "X-Own": true } },
    body: { title: "panda" },
  };

  for (const client of [ours, theirs]) await client.POST("/videos.json", init as never);

  const names = ["x-list", "x-twice", "x-none", "x-number", "x-own", "content-type"];
  const [own, other] = server.requests.map(({ headers }) => names.map((name) => headers[name]));
  expect(own).toEqual(other);
  expect(own).toEqual(["a, b", "parameter", undefined, "5", "true", "application/json"]);
});

test("null removes a header of the client", async () => {
  const server = await startServer(() => ({ json: [] }));
  const { ours } = clientsOf(server);

  await ours.GET("/videos.json", { headers: { "User-Agent": null } });

  expect(server.requests[0]?.headers).not.toHaveProperty("user-agent");
});

/** Creates middleware that records its calls. Its functions return what `results` has for them. */
function recorder(name: string, log: string[], results: Record<string, () => unknown> = {}) {
  const record = (step: string) => () => {
    log.push(`${name} ${step}`);
    return results[step]?.();
  };
  return {
    onRequest: record("onRequest"),
    onResponse: record("onResponse"),
    onError: record("onError"),
  } as Middleware;
}

const replaced = () => Response.json([{ id: "replaced" }]);
const refused = () => new TypeError("refused");

const cases: Record<string, { results?: Record<string, () => unknown>; fails?: boolean }> = {
  "a response": {},
  "an error": { fails: true },
  "a response instead of a request": { results: { onRequest: replaced } },
  "a response instead of a response": { results: { onResponse: replaced } },
  "a response instead of an error": { results: { onError: replaced }, fails: true },
  "an error instead of an error": { results: { onError: refused }, fails: true },
};

for (const [name, { results, fails = false }] of Object.entries(cases)) {
  test(`middleware is called as by openapi-fetch: ${name}`, async () => {
    const server = await startServer((_, response) => {
      if (fails) response.destroy();
      return fails ? undefined : { json: [{ id: "v" }] };
    });
    const outcomes = [];
    for (const client of Object.values(clientsOf(server))) {
      const log: string[] = [];
      client.use(recorder("first", log), recorder("second", log, results));
      const middleware = [recorder("call", log)];

      const outcome = await client.GET("/videos.json", { middleware }).then(
        ({ data }) => ({ data }),
        ({ message }: Error) => ({ failed: results ? message : true }),
      );

      outcomes.push({ log, outcome });
    }

    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.log.length).toBeGreaterThan(1);
  });
}

test("eject() removes middleware", async () => {
  const { ours } = clientsOf(await startServer(() => ({ json: [] })));
  const log: string[] = [];
  const [kept, removed] = [recorder("kept", log), recorder("removed", log)];
  ours.use(kept, removed);

  ours.eject(removed);
  await ours.GET("/videos.json");

  expect(log).toEqual(["kept onRequest", "kept onResponse"]);
});

test("middleware receives the path, the parameters and the options of a call", async () => {
  const { ours, theirs } = clientsOf(await startServer(() => ({ json: {} })));
  const params = { path: { id: "v" } };
  const calls: unknown[] = [];

  for (const client of [ours, theirs]) {
    client.use({
      onRequest: ({ schemaPath, params: given, options: { baseUrl, parseAs }, request, id }) => {
        const { pathname } = new URL(request.url);
        calls.push({ schemaPath, given, baseUrl, parseAs, pathname, id: typeof id });
      },
    });
    await client.GET("/videos/{id}.json", { params });
  }

  expect(calls[0]).toEqual(calls[1]);
  expect(calls[0]).toMatchObject({ pathname: "/v3.0/videos/v.json", parseAs: "json" });
});

test.for([
  ["onRequest", "the request it was given, or a Response"],
  ["onResponse", "a Response"],
  ["onError", "a Response or an Error"],
] as const)("middleware whose %s returns something else is rejected", async ([step, allowed]) => {
  const server = await startServer((_, response) => {
    if (step === "onError") response.destroy();
    return step === "onError" ? undefined : { json: [] };
  });
  const { ours } = clientsOf(server);
  ours.use({ [step]: () => ({}) } as unknown as Middleware);

  const call = ours.GET("/videos.json");

  await expect(call).rejects.toMatchObject({
    name: "InvalidArgumentError",
    message: `Invalid argument ${step}: must return ${allowed}, or nothing`,
  });
});

test.for([[undefined], [null], [{}], ["text"]])("use(...%j) is rejected", async ([value]) => {
  const { ours } = clientsOf(await startServer(() => ({ json: [] })));

  expect(() => ours.use(value as never)).toThrow(/^Invalid argument middleware: must be an object/);
});

test("a querySerializer that is not a function is rejected before a request is sent", async () => {
  const server = await startServer(() => ({ json: [] }));
  const { ours } = clientsOf(server);
  const querySerializer = { array: { style: "form", explode: true } } as const;

  const call = ours.GET("/videos.json", { querySerializer });

  await expect(call).rejects.toThrow("Invalid argument querySerializer: must be a function");
  expect(server.requests).toEqual([]);
});

test("a path parameter that is missing is rejected before a request is sent", async () => {
  const server = await startServer(() => ({ json: [] }));
  const { ours } = clientsOf(server);

  const call = ours.GET("/videos/{id}.json", {} as never);

  await expect(call).rejects.toThrow("Invalid argument id: must be a non-empty string");
  expect(server.requests).toEqual([]);
});
