import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { buildSite } from "../../scripts/docs/build-site.ts";
import { generate } from "../../scripts/generate.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const repository = new URL("../../", import.meta.url);

const statistics = `get:
  operationId: getStatistics
  summary: Gets the statistics of the factory
  tags: [Factories]
  responses:
    "200":
      description: The statistics.
      content:
        application/json:
          schema:
            type: object
            required: [videos]
            properties:
              videos:
                type: integer
          examples:
            few:
              value:
                videos: 3
    "404":
      $ref: ../responses/errors.yaml#/FactoryNotFound
`;

test("adding an operation to a spec adds it to types, functions, mock server and docs", async () => {
  const root = await copyRepository();
  await addOperation(root);
  const site = new URL("site/", root);

  expect(await generate(root)).toEqual([]);
  await buildSite(root, site, { hasLibrary: false });

  const schema = await readFile(new URL("generated/flip/schema.ts", root), "utf8");
  expect(schema).toContain("getStatistics: {");
  const endpoints = await readFile(new URL("generated/flip/endpoints.ts", root), "utf8");
  expect(endpoints).toContain("export function getStatistics(");
  expect(callMock(root)).toBe('{"videos":3}');
  const page = await readFile(new URL("reference/flip.html", site), "utf8");
  expect(page).toContain("GET /statistics.json");
  const spec = await readFile(new URL("assets/flip-spec.js", site), "utf8");
  expect(spec).toContain("await unwrap(getStatistics(client))");
  const index = await readFile(new URL("assets/search-index.js", site), "utf8");
  expect(index).toContain("getStatistics");
  const download = await readFile(new URL("specs/flip.yaml", site), "utf8");
  expect(download).toContain("operationId: getStatistics");
}, 240_000);

const call = `import { createFlipClient, getStatistics } from "./src/flip/index.ts";
import { startMockServer } from "./src/testing/index.ts";

const credentials = { accessKey: "access", secretKey: "secret", factoryId: "factory" };
const mock = await startMockServer("flip", { credentials });
const client = createFlipClient({ ...credentials, apiHost: mock.host, apiPort: mock.port });
const { data } = await getStatistics(client);
console.log(JSON.stringify(data));
await mock.close();
`;

/** Copies the files that the test reads and runs, so that it does not change the specs of the repository. */
async function copyRepository(): Promise<URL> {
  const root = pathToFileURL(`${await temporaryDirectory()}/`);
  const parts = ["specs", "src", "package.json", "tsconfig.json", "CHANGELOG.md"];
  for (const part of parts) {
    await cp(new URL(part, repository), new URL(part, root), { recursive: true });
  }
  await mkdir(new URL("generated/", root));
  await symlink(new URL("node_modules", repository), new URL("node_modules", root), "junction");
  return root;
}

async function addOperation(root: URL): Promise<void> {
  const file = new URL("specs/flip/openapi.yaml", root);
  const path = "  /statistics.json:\n    $ref: paths/statistics.yaml\n";
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^paths:\n/m, `$&${path}`));
  await writeFile(new URL("specs/flip/paths/statistics.yaml", root), statistics);
}

/** Calls the new function with the mock server of the copy, in a new process that loads its modules. */
function callMock(root: URL): string {
  const script = new URL("call.ts", root);
  writeFileSync(script, call);
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "call.ts"], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
  });
  return stdout.trim() || stderr;
}
