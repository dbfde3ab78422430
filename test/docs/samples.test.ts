import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import {
  expectAccepted,
  hasShell,
  listPrograms,
  type SampleServers,
  sampleApis,
  samples,
  specs,
  startSampleServers,
} from "./sample-programs.ts";

/** Operations that cover each form of a curl sample: with the signature or key of Flip, unsigned, a form, and signed by Qiniu. */
const curlOperations = [
  "updateFactory",
  "uploadPart",
  "uploadPartByPost",
  "createWorkOrder",
  "createStream",
  "getJob",
  "kickUser",
];

describe.each(sampleApis)("samples of $api", (api) => {
  let servers: SampleServers;
  beforeAll(async () => {
    servers = await startSampleServers(api);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  // The full tests run the samples that call a generated function, which the contract tests call too.
  const programs = listPrograms(api.api, "TypeScript").filter(({ level }) => level !== "function");
  test.each(programs)("$operationId runs as $level", async (program) => {
    const requests = await servers.run(program);

    expectAccepted(requests);
    if (program.level !== "object") expect(requests[0]?.operationId).toBe(program.operationId);
  });

  const curlPrograms = listPrograms(api.api, "Shell").filter(({ operationId }) =>
    curlOperations.includes(operationId),
  );
  test.skipIf(!hasShell).each(curlPrograms)("$operationId runs as curl", async (program) => {
    const requests = await servers.run(program);

    expectAccepted(requests);
    expect(requests[0]?.operationId).toBe(program.operationId);
  });

  test("every operation has an object call", () => {
    const withoutObject = (samples[api.api] ?? []).filter(({ symbols }) => symbols.length < 2);

    expect(withoutObject).toEqual([]);
  });
});

test("listSamples() uses unwrap() for an operation without an object call", () => {
  const { flip: spec } = specs;
  if (spec === undefined) throw new Error("No spec of Flip");
  const paths = { "/news.json": { get: { operationId: "listNews", responses: {} } } };

  const [news] = listSamples("flip", { ...spec, document: { ...spec.document, paths } });

  expect(news?.samples[0]?.source).toContain("const result = await unwrap(listNews(client));");
  expect(news?.symbols).toEqual(["flip.listNews"]);
});
