import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
const prose = readme.replaceAll(/^```[\s\S]*?^```$/gm, "");
const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
const anchors = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => toAnchor(heading));

// npm shows the README without the repository, where relative links lead nowhere.
test.each([...new Set(links)])("README link %s has a target", (link) => {
  expect(hasTarget(link)).toBe(true);
});

test("README headings have unique anchors", () => {
  expect(anchors).toEqual([...new Set(anchors)]);
});

test("README links are found", () => {
  expect(links.length).toBeGreaterThan(20);
});

const repository = /^https:\/\/github\.com\/flip-pili\/flip-pili\/(tree|blob)\/main\/([^#]+)$/;

/** Returns whether a link leads to a heading, a file or folder of the repository, or another website. */
function hasTarget(link: string): boolean {
  if (link.startsWith("#")) return anchors.includes(link.slice(1));
  const [, kind, path = ""] = repository.exec(link) ?? [];
  // Other websites are not requested.
  if (kind === undefined) return link.startsWith("https://");
  const target = statSync(new URL(path, root), { throwIfNoEntry: false });
  return (kind === "tree" ? target?.isDirectory() : target?.isFile()) ?? false;
}

/** Returns the anchor that GitHub and npm give a heading. */
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
