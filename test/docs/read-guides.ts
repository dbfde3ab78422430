import { guides } from "../../scripts/docs/site-map.ts";
import { readSnippets, type Snippets } from "../readme/read-snippets.ts";

/** Reads the TypeScript of the home page and of every guide, each as one program. */
export function readGuides(): Snippets[] {
  return ["landing", ...guides.map(({ name }) => `guides/${name}`)].map((name) =>
    readSnippets(new URL(`../../scripts/docs/${name}.md`, import.meta.url)),
  );
}
