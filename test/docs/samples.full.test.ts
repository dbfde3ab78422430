import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectAccepted,
  hasShell,
  listPrograms,
  type SampleServers,
  sampleApis,
  startSampleServers,
} from "./sample-programs.ts";

describe.each(sampleApis)("samples of $api", (api) => {
  let servers: SampleServers;
  beforeAll(async () => {
    servers = await startSampleServers(api);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  const programs = listPrograms(api.api, "TypeScript").filter(({ level }) => level === "function");
  test.each(programs)("$operationId runs as function", async (program) => {
    const requests = await servers.run(program);

    expectAccepted(requests);
    expect(requests[0]?.operationId).toBe(program.operationId);
  });

  const curlPrograms = listPrograms(api.api, "Shell");
  test.skipIf(!hasShell).each(curlPrograms)("$operationId runs as curl", async (program) => {
    const requests = await servers.run(program);

    expectAccepted(requests);
    expect(requests[0]?.operationId).toBe(program.operationId);
  });
});
