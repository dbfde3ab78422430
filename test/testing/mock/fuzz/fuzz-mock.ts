import { Agent } from "node:http";
import fc from "fast-check";
import { type ApiName, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished } from "vitest";
import { send } from "../../../helpers/mock-flip.ts";
import { propertyOptions } from "../../../helpers/property.ts";
import { sendAndListen } from "../../../helpers/raw-traffic.ts";
import { readSpecOperations } from "../../../helpers/spec-operations.ts";
import { badRequests } from "./bad-requests.ts";

const apis = {
  flip: {
    prefix: "/v3.0",
    auth: "access_key=a&factory_id=f&timestamp=2026-01-02T03:04:05Z&signature=s",
    headers: {},
    validTarget: "/factories.json",
  },
  "flip-3.1": {
    prefix: "/flip/3.1",
    auth: "factory_id=f",
    headers: { "X-Api-Key": "tcs_0123456789abcdefghijklmn" },
    validTarget: "/factories.json",
  },
  pili: {
    prefix: "/v1",
    auth: "",
    headers: { Authorization: `Qiniu access:${"A".repeat(27)}=` },
    validTarget: "/streams?hub=test-hub",
  },
  "pili-v2": {
    prefix: "",
    auth: "",
    headers: { Authorization: `Qiniu access:${"A".repeat(27)}=` },
    validTarget: "/v2/hubs/test-hub/streams",
  },
  rtc: {
    prefix: "",
    auth: "",
    headers: { Authorization: `Qiniu access:${"A".repeat(27)}=` },
    validTarget: "/v3/apps",
  },
} as const;

/** Sends random bad requests to a mock. None may end in a 500, and an error must have a message. */
export async function sendBadRequests(api: ApiName, numRuns: number): Promise<void> {
  const { prefix, auth, headers } = apis[api];
  const { mock, expectValidResponse } = await startMock(api);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const requests = badRequests(readSpecOperations(api));

  const property = fc.asyncProperty(requests, async ({ method, path, query, odd, body }) => {
    const isUpload = path.startsWith("/upload");
    const target = join(`${isUpload ? "" : prefix}${path}`, join(query, auth));
    const response = await send(mock, method, target, {
      agent,
      headers: { ...headers, ...odd },
      ...(body !== undefined && { body }),
    });

    const { status = 0 } = response;
    const isServerError = status >= 500 && status <= 599;
    expect([target, status, isServerError ? response.body : ""]).toEqual([target, status, ""]);
    if (status >= 400) expect(messageOf(response.body)).not.toBe("");
  });
  await fc.assert(property, propertyOptions(numRuns));

  await expectValidResponse();
}

/** Sends random bytes to a mock, some of them after the head of a request. */
export async function sendRandomBytes(api: ApiName, numRuns: number): Promise<void> {
  const { prefix, auth } = apis[api];
  const { mock, expectValidResponse } = await startMock(api);
  const start = `POST ${prefix}/videos.json?${auth} HTTP/1.1\r\nHost: a\r\n`;
  const after = (head: string) =>
    fc.uint8Array({ maxLength: 50 }).map((rest) => Buffer.concat([Buffer.from(head), rest]));
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    after(start),
    fc.nat(30).chain((length) => after(`${start}Content-Length: ${length}\r\n\r\n`)),
    after(`${start}Transfer-Encoding: chunked\r\n\r\n`),
  );

  const property = fc.asyncProperty(bytes, async (sent) => {
    const response = await sendAndListen(mock.port, sent);
    expect(response).not.toMatch(/^HTTP\/1.1 5/);
  });
  await fc.assert(property, propertyOptions(numRuns));

  await expectValidResponse();
}

async function startMock(api: ApiName) {
  const { prefix, auth, headers, validTarget } = apis[api];
  const mock = await startMockServer(api, { speed: 0 });
  onTestFinished(() => mock.close());
  const expectValidResponse = async () => {
    const { status } = await send(mock, "GET", prefix + join(validTarget, auth), { headers });
    expect(status).toBe(200);
  };
  return { mock, expectValidResponse };
}

/** Adds a query to a target that may already have one. */
function join(target: string, query: string): string {
  if (query === "" || target === "") return `${target}${query}`;
  return `${target}${/[?=]/.test(target) ? "&" : "?"}${query}`;
}

/** Returns the text of an error of either service. */
function messageOf(body: unknown): unknown {
  const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
  return message ?? error ?? "";
}
