import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { hiddenHosts, startHiddenServers } from "../helpers/hidden-servers.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { installRuntimes } from "./install.ts";
import { nodeBinary } from "./runtimes.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Uploads 4,000 bytes, and prints the status of the upload. */
const program = `
import { TelestreamCloud } from "flip-pili/flip";

const keys = { accessKey: "access", secretKey: "secret" };
const [apiHost, apiPort] = process.argv[2].split(":");
const cloud = new TelestreamCloud({ ...keys, apiHost, apiPort: Number(apiPort), retries: 0 });
const factory = await cloud.getResource("flip").factories.find("my-factory");
const session = await factory.uploadSession(new Uint8Array(4_000));
await session.start();
console.log(session.status);
`;

test.each([
  ["node24", "http"],
  ["node24", "https"],
  ["node26", "http"],
  ["node26", "https"],
] as const)(
  "%s with NODE_USE_ENV_PROXY=1 sends API calls and upload parts over %s through the proxy",
  async (node, scheme) => {
    const { uploads, proxy } = await startHiddenServers(scheme);
    const binary = nodeBinary(await installRuntimes(), node);
    const file = await bundle();
    const variables = {
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: path("../fixtures/certificate/cert.pem"),
    };

    const run = promisify(execFile)(binary, [file, hiddenHosts[scheme][0]], { env: variables });

    expect((await run).stdout).toBe("uploaded\n");
    expect(uploads.requests.filter(({ method }) => method === "PUT")).toHaveLength(4);
    expect(proxy.hosts).toEqual(hiddenHosts[scheme]);
  },
  300_000,
);

/** Bundles the program, and returns its path. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: path("./") },
    alias: { "flip-pili/flip": path("../../src/flip/index.ts") },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  const file = join(await temporaryDirectory(), "program.mjs");
  await writeFile(file, outputFiles[0]?.contents ?? "");
  return file;
}
