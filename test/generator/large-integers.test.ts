import { createFlipClient, unwrap } from "flip-pili/flip";
import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { credentials, startServer } from "../helpers/flip-server.ts";
import { runSample } from "./run-sample.ts";
import { runs } from "./uses/large-integers.ts";

const exact = "9007199254740993";
const json = { "Content-Type": "application/json" };
const responseText = `{"id":${exact},"size":1,"attempt":1,"ids":[-${exact},2],"label":"${exact}"}`;

async function startRuns() {
  const server = await startServer(() => ({ text: responseText, headers: json }));
  const signed = createFlipClient({
    ...credentials,
    apiHost: "127.0.0.1",
    apiPort: server.port,
    https: false,
  });
  const bare = createClient({ baseUrl: `http://127.0.0.1:${server.port}` });
  return { server, signed, bare, ...(await runSample<"replaceRun">(runs)) };
}

/** A result with the types that the schema module gives to the sample. */
type RunResult = Promise<{
  data?: Run;
  error?: unknown;
  response: Parameters<typeof unwrap>[0] extends Promise<{ response: infer R }> ? R : never;
}>;

interface Run {
  id: number | `${bigint}`;
  ids?: (number | `${bigint}`)[];
  label: string;
}

test("generateApi() sends a bigint with all its digits, over both clients", async () => {
  const { server, signed, bare, replaceRun } = await startRuns();
  const options = {
    path: { id: BigInt(exact) },
    query: { after: BigInt(exact) },
    body: { id: BigInt(exact), size: 1, ids: [1n, 2] },
  };

  await replaceRun(signed, options);
  await replaceRun(bare, options);

  expect(server.requests).toHaveLength(2);
  for (const { path, params, body } of server.requests) {
    expect(path).toMatch(new RegExp(`/runs/${exact}.json$`));
    expect(params["after"]).toBe(exact);
    expect(body.toString()).toBe(`{"id":${exact},"size":1,"ids":[1,2]}`);
  }
});

test("unwrap() leaves large integers as text, or converts them", async () => {
  const { signed, replaceRun } = await startRuns();
  const call = () =>
    replaceRun(signed, { path: { id: 1 }, body: { id: 1, size: 1 } }) as unknown as RunResult;

  const asText = await unwrap(call());
  const asBigint = await unwrap(call(), { largeIntegers: BigInt });
  const asNumber = await unwrap(call(), { largeIntegers: Number });

  const texts: (number | string)[] = [asText.id, ...(asText.ids ?? []), asText.label];
  expect(texts).toEqual([exact, `-${exact}`, 2, exact]);
  const bigints: (number | bigint | string)[] = [
    asBigint.id satisfies number | bigint,
    ...(asBigint.ids ?? []),
    asBigint.label satisfies string,
  ];
  expect(bigints).toEqual([BigInt(exact), -BigInt(exact), 2, exact]);
  const numbers: number[] = [asNumber.id, ...(asNumber.ids ?? [])];
  expect(numbers).toEqual([Number(exact), -Number(exact), 2]);
});
