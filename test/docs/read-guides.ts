import { readFileSync } from "node:fs";
import type { MockServer } from "flip-pili/testing";
import { guides } from "../../scripts/docs/site-map.ts";
import { listCaptions, readSnippets, type Snippets } from "../readme/read-snippets.ts";

/**
 * Reads the TypeScript of the home page and of every guide, each as one program. Blocks with a caption, such as
 * `Flip 3.1`, form a program of their own.
 */
export function readGuides(): Snippets[] {
  return ["landing", ...guides.map(({ name }) => `guides/${name}`)].flatMap((name) => {
    const file = toUrl(name);
    return listCaptions(file).map((caption) => readSnippets(file, caption));
  });
}

/** Reads the JavaScript files that the guides show, by the path in their first line. */
export function readGuideFiles(): Map<string, string> {
  const texts = guides.map(({ name }) => readFileSync(toUrl(`guides/${name}`), "utf8"));
  const blocks = texts.flatMap((text) => [...text.matchAll(/^```js\n(.*?)^```$/gms)]);
  return new Map(
    blocks.map(([, code = ""]) => {
      const path = /^\/\/ (\S+\.js)\n/.exec(code)?.[1];
      if (path === undefined) throw new Error(`The first line is no path: ${code}`);
      return [path, code];
    }),
  );
}

function toUrl(name: string): URL {
  return new URL(`../../scripts/docs/${name}.md`, import.meta.url);
}

/** Ids of the initial data of the mocks, by the ids in the guides. */
const ids = {
  '"factory-id"': '"abcdeb2cc233daaa26da6e7dd77eabcd"',
  '"video-id"': '"4147fd6f38fb552c38aba1e2b6923892"',
  VIDEO_ID: "db3f22e498dbbe4bfe631ac39251297e",
  PROFILE_ID: "bbbbccccddddeeeeffff000011112222",
};

/** Keys in the guides. */
export const flipKeys = { accessKey: "your-access-key", secretKey: "your-secret-key" };

/** Replaces the ids in the code of a guide, and the host of its clients, by those of a mock of Flip. */
export function useFlip(code: string, { host, port }: Pick<MockServer, "host" | "port">): string {
  return Object.entries(ids)
    .reduce((text, [name, id]) => text.replaceAll(name, id), code)
    .replaceAll(`"${flipKeys.secretKey}"`, `$&, apiHost: "${host}", apiPort: ${port}`);
}
