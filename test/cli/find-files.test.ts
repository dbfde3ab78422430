import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { type FindFlags, findFiles } from "../../src/cli/find-files.ts";
import { createMatcher } from "../../src/cli/glob.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { isWindows } from "./shell.ts";

const names = ["b.mp4", "a.mov", "notes.txt", ".hidden.mp4", "2026/c.mp4", "2026/may/d.mp4"];

/** Creates files in a folder, and a function that finds some, relative to the folder. */
async function createFiles() {
  const folder = await temporaryDirectory();
  for (const name of [...names, ".flip/e.mp4", "a.mov.flip-upload.json"]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), "");
  }
  const find = async (words: string[], flags: FindFlags = {}) => {
    const found = await findFiles(
      words.map((word) => join(folder, word)),
      flags,
    );
    return found.map((path) => relative(folder, path).replaceAll("\\", "/"));
  };
  return { folder, find };
}

test.each<[words: string[], flags: FindFlags, expected: string[]]>([
  [["."], {}, ["a.mov", "b.mp4", "notes.txt"]],
  [["."], { recursive: true, match: ["*.mp4"] }, ["2026/c.mp4", "2026/may/d.mp4", "b.mp4"]],
  [["."], { recursive: true, match: ["2026/*.mp4", "*.mov"] }, ["2026/c.mp4", "a.mov"]],
  [["b.mp4", ".", "b.mp4"], { match: ["*.mov"] }, ["b.mp4", "a.mov"]],
  [["*.{mp4,mov}"], {}, ["a.mov", "b.mp4"]],
  [["**/*.mp4"], {}, ["2026/c.mp4", "2026/may/d.mp4", "b.mp4"]],
  [["2026/*/*.mp4"], {}, ["2026/may/d.mp4"]],
  [[".hidden.mp4"], {}, [".hidden.mp4"]],
])("findFiles(%j, %j) returns %j", async (words, flags, expected) => {
  const { find } = await createFiles();

  expect(await find(words, flags)).toEqual(expected);
});

test.each<[words: string[], flags: FindFlags, message: RegExp]>([
  [["missing.mp4"], {}, /^<file> cannot be read: .*missing\.mp4 \(ENOENT\)$/],
  [["*.avi"], {}, /^<file> matches no file: .*\*\.avi$/],
  [["nowhere/*.mp4"], {}, /^<file> matches no file: /],
  [["."], { match: ["*.avi"] }, /^<file> is a folder that has no such files: /],
])("findFiles(%j, %j) throws", async (words, flags, message) => {
  const { find } = await createFiles();

  await expect(find(words, flags)).rejects.toThrow(message);
});

test.skipIf(isWindows)("findFiles follows links to files, and no links to folders", async () => {
  const { folder, find } = await createFiles();
  await symlink(join(folder, "b.mp4"), join(folder, "2026/link.mp4"));
  await symlink(folder, join(folder, "2026/loop"));
  await symlink(join(folder, "gone"), join(folder, "2026/broken.mp4"));

  const found = await find(["2026"], { recursive: true });

  expect(found).toEqual(["2026/c.mp4", "2026/link.mp4", "2026/may/d.mp4"]);
});

test("findFiles takes a file whose name looks like a pattern", async () => {
  const { folder, find } = await createFiles();
  await writeFile(join(folder, "film[1].mp4"), "");

  expect(await find(["film[1].mp4"])).toEqual(["film[1].mp4"]);
});

test.each([
  ["film-[0-9].mp4", "film-1.mp4", true],
  ["film-[!0-9].mp4", "film-1.mp4", false],
  ["film-?.mp4", "film-12.mp4", false],
  ["a.b", "axb", false],
  ["*", "a/b", false],
  ["**", "a/b", true],
  ["**/b", "b", true],
  ["a/**/b", "a/c/d/b", true],
  ["{a,b{c,d}}.mp4", "bd.mp4", true],
  ["{a}.mp4", "{a}.mp4", true],
  ["a,b", "a,b", true],
  ["a(b)+$", "a(b)+$", true],
])("createMatcher(%j)(%j) is %s", (pattern, path, expected) => {
  expect(createMatcher(pattern)(path)).toBe(expected);
});
