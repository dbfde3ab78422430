import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectAccepted,
  hasShell,
  listPrograms,
  type SampleServers,
  sampleApis,
  startSampleServers,
} from "./sample-programs.ts";

describe.skipIf(!hasShell).each(sampleApis)("samples of $api", (api) => {
  let servers: SampleServers;
  beforeAll(async () => {
    servers = await startSampleServers(api);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  test.each(listPrograms(api.api, "Shell"))("$operationId runs as curl", async (program) => {
    const requests = await servers.run(program);

    expectAccepted(requests);
    expect(requests[0]?.operationId).toBe(program.operationId);
  });
});
