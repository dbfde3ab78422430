import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const rules = fileURLToPath(new URL("../../.biome.json", import.meta.url));

type Import = readonly [path: string, specifier: string];

const rejected: readonly Import[] = [
  ["src/http/send/new.ts", "../../flip/index.ts"],
  ["src/http/send/new.ts", "../../pili/index.ts"],
  ["src/http/new.ts", "../upload/upload-error.ts"],
  ["src/http/new.ts", "../qiniu/credentials.ts"],
  ["src/http/new.ts", "../testing/index.ts"],
  ["src/http/new.ts", "../../generated/flip/schema.ts"],
  ["src/upload/session/new.ts", "../../flip/index.ts"],
  ["src/upload/source/new.ts", "../../../generated/flip/schema.ts"],
  ["src/upload/new.ts", "../testing/index.ts"],
  ["src/qiniu/new.ts", "../pili/index.ts"],
  ["src/qiniu/new.ts", "../telestream/dates.ts"],
  ["src/telestream/new.ts", "../flip/index.ts"],
  ["src/telestream/new.ts", "../flip-3.1/index.ts"],
  ["src/telestream/upload/new.ts", "../../../generated/flip/schema.ts"],
  ["src/telestream/new.ts", "../qiniu/credentials.ts"],
  ["src/http/new.ts", "../telestream/dates.ts"],
  ["src/upload/new.ts", "../telestream/dates.ts"],
  ["src/pili/new.ts", "../telestream/dates.ts"],
  ["src/cli/new.ts", "../telestream/dates.ts"],
  ["src/qiniu/new.ts", "../upload/upload-error.ts"],
  ["src/flip/signing/new.ts", "../../pili/index.ts"],
  ...between(["flip", "flip-3.1", "pili", "pili-v2", "rtc"]),
  ...from("flip-3.1", [
    "../fleet/index.ts",
    "../testing/index.ts",
    "../cli/main.ts",
    "flip-pili/flip",
  ]),
  ...from("pili-v2", [
    "../fleet/index.ts",
    "../testing/index.ts",
    "../cli/main.ts",
    "flip-pili/pili",
  ]),
  ...from("rtc", ["../fleet/index.ts", "../testing/index.ts", "../cli/main.ts", "flip-pili/pili"]),
  ...from("http", ["../flip-3.1/index.ts", "../pili-v2/index.ts", "../rtc/index.ts"]),
  ...from("upload", ["../flip-3.1/index.ts", "../pili-v2/index.ts", "../rtc/index.ts"]),
  ...from("qiniu", ["../flip-3.1/index.ts", "../pili-v2/index.ts", "../rtc/index.ts"]),
  ...from("telestream", ["../pili/index.ts", "../pili-v2/index.ts", "../rtc/index.ts"]),
  ...from("telestream", [
    "../fleet/index.ts",
    "../testing/index.ts",
    "../cli/main.ts",
    "flip-pili",
  ]),
  ...["telestream", "flip-3.1", "pili-v2", "rtc"].flatMap((folder) =>
    from(folder, ["../../scripts/demo.ts"]),
  ),
  ...from("pili-v2", ["../telestream/dates.ts"]),
  ...from("rtc", ["../telestream/dates.ts"]),
  ["src/testing/mock/flip-3.1/new.ts", "../../../flip-3.1/factory.ts"],
  ["src/testing/mock/pili-v2/new.ts", "../../../pili-v2/stream.ts"],
  ["src/testing/mock/rtc/new.ts", "../../../rtc/room.ts"],
  ["src/cli/commands/new.ts", "../../flip-3.1/factory.ts"],
  ["src/cli/commands/new.ts", "../../pili-v2/stream.ts"],
  ["src/cli/commands/new.ts", "../../rtc/room.ts"],
  ["generated/flip-3.1/new.ts", "../flip/schema.ts"],
  ["src/flip/new.ts", "../testing/index.ts"],
  ["src/flip/new.ts", "../cli/main.ts"],
  ["src/flip/new.ts", "flip-pili/pili"],
  ["src/pili/urls/new.ts", "../../flip/index.ts"],
  ["src/pili/new.ts", "../testing/index.ts"],
  ["src/testing/new.ts", "../../generated/flip/schema.ts"],
  ["src/testing/new.ts", "../cli/main.ts"],
  ["src/testing/exchange/new.ts", "../spec/operation.ts"],
  ["src/testing/exchange/new.ts", "../../flip/index.ts"],
  ["src/testing/spec/new.ts", "../mock/mock-api.ts"],
  ["src/testing/spec/new.ts", "../upload-server/upload-server.ts"],
  ["src/testing/upload-server/new.ts", "../mock/mock-api.ts"],
  ["src/testing/upload-server/faults/new.ts", "../../proxy/tunnel.ts"],
  ["src/testing/mock/new.ts", "../proxy/tunnel.ts"],
  ["src/testing/mock/flip/new.ts", "../../conform/step.ts"],
  ["src/testing/mock/flip/new.ts", "../../../flip/video.ts"],
  ["src/testing/mock/pili/new.ts", "../../../pili/stream.ts"],
  ["src/testing/proxy/new.ts", "../conform/step.ts"],
  ["src/testing/conform/flip/new.ts", "../../proxy/tunnel.ts"],
  ["src/testing/conform/flip/new.ts", "../../../flip/signing/string-to-sign.ts"],
  ["src/fleet/new.ts", "../upload/upload-error.ts"],
  ["src/fleet/files/new.ts", "../../flip/factory.ts"],
  ["src/fleet/new.ts", "../testing/index.ts"],
  ["src/cli/commands/new.ts", "../../http/errors.ts"],
  ["src/cli/commands/new.ts", "../../upload/upload-error.ts"],
  ["src/cli/commands/new.ts", "../../flip/factory.ts"],
  ["src/cli/commands/new.ts", "../../testing/mock/mock-server.ts"],
  ["src/cli/new.ts", "flip-pili/flip"],
  ["src/index.ts", "./http/errors.ts"],
  ["src/index.ts", "./upload/upload-error.ts"],
  ["src/index.ts", "./cli/main.ts"],
  ["generated/flip/new.ts", "../../src/http/errors.ts"],
  ["generated/flip/new.ts", "../pili/schema.ts"],
  ["scripts/openapi/new.ts", "../../src/http/errors.ts"],
  ["scripts/openapi/new.ts", "flip-pili/flip"],
  ["scripts/bench/new.ts", "../../src/flip/index.ts"],
  ["scripts/demo.ts", "../src/flip/index.ts"],
  ["scripts/docs/new.ts", "../../src/flip/index.ts"],
];

const allowed: readonly Import[] = [
  ["src/upload/session/new.ts", "../../http/errors.ts"],
  ["src/qiniu/new.ts", "../http/errors.ts"],
  ["src/telestream/new.ts", "../http/errors.ts"],
  ["src/telestream/upload/new.ts", "../../upload/upload-error.ts"],
  ["src/flip/new.ts", "../telestream/dates.ts"],
  ["src/flip-3.1/new.ts", "../telestream/dates.ts"],
  ["src/flip/new.ts", "../http/errors.ts"],
  ...from("flip-3.1", ["../http/errors.ts", "../upload/upload-error.ts"]),
  ...from("pili-v2", ["../http/errors.ts", "../qiniu/credentials.ts"]),
  ...from("rtc", ["../http/errors.ts", "../qiniu/credentials.ts"]),
  ["src/flip-3.1/new.ts", "../../generated/flip-3.1/schema.ts"],
  ["src/pili-v2/new.ts", "../../generated/pili-v2/schema.ts"],
  ["src/rtc/new.ts", "../../generated/rtc/schema.ts"],
  ["src/testing/mock/flip-3.1/new.ts", "../../../flip-3.1/index.ts"],
  ["src/testing/mock/pili-v2/new.ts", "../../../pili-v2/index.ts"],
  ["src/testing/mock/rtc/new.ts", "../../../rtc/index.ts"],
  ["src/cli/commands/new.ts", "../../pili-v2/index.ts"],
  ["scripts/demo.ts", "flip-pili/rtc"],
  ["src/flip/new.ts", "../upload/upload-error.ts"],
  ["src/pili/new.ts", "../qiniu/credentials.ts"],
  ["src/pili/new.ts", "../../generated/pili/schema.ts"],
  ["src/testing/exchange/new.ts", "../../http/errors.ts"],
  ["src/testing/spec/new.ts", "../exchange/reply.ts"],
  ["src/testing/upload-server/new.ts", "../exchange/reply.ts"],
  ["src/testing/mock/new.ts", "../upload-server/upload-server.ts"],
  ["src/testing/mock/new.ts", "../../flip/index.ts"],
  ["src/testing/mock/flip/new.ts", "../../../flip/index.ts"],
  ["src/testing/mock/apis.ts", "./flip/flip-api.ts"],
  ["src/testing/proxy/new.ts", "../mock/apis.ts"],
  ["src/testing/conform/pili/new.ts", "../../../qiniu/credentials.ts"],
  ["src/testing/index.ts", "./conform/step.ts"],
  ["src/fleet/new.ts", "../http/errors.ts"],
  ["src/fleet/files/new.ts", "../../flip/index.ts"],
  ["src/cli/commands/new.ts", "../../flip/index.ts"],
  ["src/cli/commands/new.ts", "../../testing/index.ts"],
  ["src/cli/commands/new.ts", "../../http/printable.ts"],
  ["src/cli/commands/new.ts", "../main.ts"],
  ["src/index.ts", "./flip/index.ts"],
  ["generated/flip/new.ts", "./schema.ts"],
  ["scripts/demo.ts", "flip-pili/flip"],
  ["scripts/docs/browser/new.ts", "flip-pili/flip"],
  ["scripts/samples/new.ts", "flip-pili/flip"],
  ["scripts/bench/new.js", "flip-pili/flip"],
];

const findings = lint([...rejected, ...allowed]);

test.each(rejected)("%s may not import %s", (path, specifier) => {
  expect(findings).toContain(`noRestrictedImports ${path}: ${specifier}`);
});

test.each(allowed)("%s may import %s", (path, specifier) => {
  expect(findings).not.toContain(`noRestrictedImports ${path}: ${specifier}`);
});

test.each(["export", "export type"])("two files may not import each other with %s", (statement) => {
  const cycle: readonly Import[] = [
    ["src/http/one.ts", "./other.ts"],
    ["src/http/other.ts", "./one.ts"],
  ];

  expect(lint(cycle, statement)).toContain("noImportCycles src/http/one.ts: ./other.ts");
});

/** Returns an import of each of the APIs in each other. */
function between(apis: readonly string[]): Import[] {
  return apis.flatMap((api) =>
    apis
      .filter((other) => other !== api)
      .map((other): Import => [`src/${api}/new.ts`, `../${other}/index.ts`]),
  );
}

/** Returns imports in a file of a folder of `src`. */
function from(folder: string, specifiers: readonly string[]): Import[] {
  return specifiers.map((specifier) => [`src/${folder}/new.ts`, specifier]);
}

/** Lints files that contain only these imports, with the rules of this repository. */
function lint(imports: readonly Import[], statement: string = "export"): string[] {
  const texts = new Map<string, string>();
  for (const [path, specifier] of imports) {
    texts.set(path, `${texts.get(path) ?? ""}${statement} { some } from "${specifier}";\n`);
  }
  const report = lintFiles(texts);
  return [...report.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+),line=(\d+)/g)].map(
    ([, rule, path = "", line]) => {
      const statement = texts.get(path)?.split("\n")[Number(line) - 1];
      return `${rule} ${path}: ${/"(.*)"/.exec(statement ?? "")?.[1]}`;
    },
  );
}

function lintFiles(texts: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  try {
    cpSync(rules, join(folder, ".biome.json"));
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const args = [biome, "lint", "--reporter=github", "--max-diagnostics=none"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    return stdout.replaceAll(`${folder}/`, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
