import { Agent } from "node:http";
import fc from "fast-check";
import { type ApiName, startMockServer } from "flip-pili/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { send } from "../../helpers/mock-flip.ts";
import { sendAndListen } from "../../helpers/raw-traffic.ts";
import { readSpecOperations } from "../../helpers/spec-operations.ts";
import { badRequests } from "./fuzz/bad-requests.ts";

const numRuns = Number(process.env["MOCK_FUZZ_RUNS"] ?? 300);
const timeout = 60_000 + numRuns * 100;

const apis = [
  {
    api: "flip",
    prefix: "/v3.0",
    auth: "access_key=a&factory_id=f&timestamp=2026-01-02T03:04:05Z&signature=s",
    headers: {},
    good: "/factories.json",
  },
  {
    api: "pili",
    prefix: "/v1",
    auth: "",
    headers: { Authorization: `Qiniu access:${"A".repeat(27)}=` },
    good: "/streams?hub=test-hub",
  },
] as const;

describe.each(apis)("the mock of $api", ({ api, prefix, auth, headers, good }) => {
  test("answers bad requests of every kind clearly, and goes on", { timeout }, async () => {
    const operations = readSpecOperations(api as ApiName);
    const mock = await startMockServer(api, { speed: 0 });
    onTestFinished(() => mock.close());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const requests = badRequests(operations);

    const property = fc.asyncProperty(requests, async ({ method, path, query, odd, body }) => {
      const isUpload = path.startsWith("/upload");
      const target = join(`${isUpload ? "" : prefix}${path}`, join(query, auth));
      const response = await send(mock, method, target, {
        agent,
        headers: { ...headers, ...odd },
        ...(body !== undefined && { body }),
      });

      const { status = 0 } = response;
      expect([target, status, status >= 500 ? response.body : ""]).toEqual([target, status, ""]);
      if (status >= 400) expect(messageOf(response.body)).not.toBe("");
    });
    await fc.assert(property, { numRuns });

    const next = await send(mock, "GET", `${prefix}${join(good, auth)}`, { agent, headers });
    expect(next.status).toBe(200);
  });

  test("survives bytes of every kind", { timeout }, async () => {
    const mock = await startMockServer(api, { speed: 0 });
    onTestFinished(() => mock.close());
    const start = `POST ${prefix}/videos.json?${auth} HTTP/1.1\r\nHost: a\r\n`;
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.uint8Array({ maxLength: 50 }).map((rest) => Buffer.concat([Buffer.from(start), rest])),
      fc
        .tuple(fc.nat(30), fc.uint8Array({ maxLength: 50 }))
        .map(([length, rest]) =>
          Buffer.concat([Buffer.from(`${start}Content-Length: ${length}\r\n\r\n`), rest]),
        ),
      fc
        .uint8Array({ maxLength: 50 })
        .map((rest) =>
          Buffer.concat([Buffer.from(`${start}Transfer-Encoding: chunked\r\n\r\n`), rest]),
        ),
    );

    const property = fc.asyncProperty(bytes, async (sent) => {
      const response = await sendAndListen(mock.port, sent);
      expect(response).not.toMatch(/^HTTP\/1.1 5/);
    });
    await fc.assert(property, { numRuns: Math.ceil(numRuns / 4) });

    const next = await send(mock, "GET", `${prefix}${join(good, auth)}`, { headers });
    expect(next.status).toBe(200);
  });
});

/** Adds to a target that may have a query. */
function join(target: string, query: string): string {
  if (query === "" || target === "") return `${target}${query}`;
  return `${target}${/[?=]/.test(target) ? "&" : "?"}${query}`;
}

function messageOf(body: unknown): unknown {
  return (body as { message?: unknown } | undefined)?.message ?? "";
}
