import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  type DeclarationReflection,
  OptionDefaults,
  PageEvent,
  type ProjectReflection,
  ReflectionKind,
  RendererEvent,
  type TypeDocOptions,
} from "typedoc";
import { printLibraryColors } from "./palette.ts";
import type { SymbolPage } from "./site-map.ts";
import { header, relativePath, splitSymbol } from "./site-map.ts";

/** A link from a symbol of the library to the operation that it calls. */
export interface OperationLink {
  readonly symbol: string;
  /** Method and path: `GET /videos.json`. */
  readonly title: string;
  /** Path from the root of the site. */
  readonly path: string;
}

/** Placeholder for the root of the site, until the path of the page is known. */
const rootPlaceholder = "https://site.invalid/";
const folder = "api/";
const styles = new URL("assets/library.css", import.meta.url);

const entryPoints = ["flip", "flip-3.1", "pili", "pili-v2", "rtc", "fleet", "testing"];
const indexedKinds =
  ReflectionKind.SomeModule |
  ReflectionKind.ClassOrInterface |
  ReflectionKind.FunctionOrMethod |
  ReflectionKind.Accessor |
  ReflectionKind.Property |
  ReflectionKind.TypeAlias;

/**
 * Writes the reference of the library to `api/` of the site, from the docstrings of all exports.
 *
 * It leaves out the types of the specs: the API references show them, and they would be most of the site.
 *
 * @param links - Links to add to the docstrings of symbols.
 * @returns The page of every symbol.
 */
export async function writeLibrary(
  root: URL,
  site: URL,
  links: readonly OperationLink[],
): Promise<Record<string, SymbolPage>> {
  const app = await Application.bootstrap(createOptions(root, site));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => addLinks(project, links));
  // Loads the grammar before the first example. A line that exceeds the highlighter's time limit loses its colors.
  app.renderer.on(PageEvent.BEGIN, () => {
    app.renderer.markedPlugin.getHighlighted('const a = new B({ b: "c" });', "ts");
  });
  app.renderer.on(PageEvent.END, (page) => {
    const siteRoot = relativePath(`${folder}${page.url}`, "");
    page.contents = completePage(page.contents ?? "").replaceAll(rootPlaceholder, siteRoot);
  });
  let symbols: Record<string, SymbolPage> = {};
  // TypeDoc forgets the URLs after this event.
  app.renderer.on(RendererEvent.END, ({ project }) => {
    symbols = listSymbols(app, project);
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc cannot read the library");
  await app.generateDocs(project, fileURLToPath(new URL(folder, site)));
  if (app.logger.hasErrors()) throw new Error("TypeDoc cannot write the library reference");
  await writeStyles(new URL(`${folder}assets/custom.css`, site));
  return symbols;
}

/** Marks the main landmark, and adds the script that fixes the menu, which is rendered in the browser. */
function completePage(html: string): string {
  return html
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace("</body>", `<script src="${rootPlaceholder}assets/library.js" defer></script></body>`);
}

/** Replaces the copied stylesheet by one that has the colors of the site. */
async function writeStyles(file: URL): Promise<void> {
  await writeFile(file, printLibraryColors() + (await readFile(styles, "utf8")));
}

function createOptions(root: URL, site: URL): TypeDocOptions {
  const path = (relative: string) => fileURLToPath(new URL(relative, root));
  return {
    name: "flip-pili",
    entryPoints: entryPoints.map((name) => path(`src/${name}/index.ts`)),
    tsconfig: path("src/tsconfig.json"),
    readme: "none",
    favicon: fileURLToPath(new URL("assets/icon.svg", site)),
    customCss: fileURLToPath(styles),
    navigationLinks: Object.fromEntries(
      header.map(({ title, path }) => [title, rootPlaceholder + path]),
    ),
    titleLink: `${rootPlaceholder}index.html`,
    externalPattern: ["**/generated/*/schema.ts", "**/node_modules/**"],
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    // Types of parameters and results: the API references show them.
    excludeNotDocumented: true,
    excludeNotDocumentedKinds: ["TypeAlias"],
    includeHierarchySummary: false,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    // `npm run typecheck` does it.
    skipErrorChecking: true,
    blockTags: [...OptionDefaults.blockTags, "@description"],
    lightHighlightTheme: "github-light-high-contrast",
    darkHighlightTheme: "github-dark-high-contrast",
    logLevel: "Error",
  };
}

function addLinks(project: ProjectReflection, links: readonly OperationLink[]): void {
  for (const { symbol, title, path } of links) {
    const reflection = project.getChildByName(splitSymbol(symbol));
    if (reflection === undefined) continue;
    const { signatures } = reflection as DeclarationReflection;
    const text = `[\`${title}\`](${rootPlaceholder}${path})`;
    for (const target of signatures ?? [reflection]) {
      target.comment ??= new Comment();
      const tag = new CommentTag("@see", [{ kind: "text", text }]);
      target.comment.blockTags.push(tag);
    }
  }
}

function listSymbols(app: Application, project: ProjectReflection): Record<string, SymbolPage> {
  const found: Record<string, SymbolPage> = {};
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.kindOf(indexedKinds) || !app.renderer.router?.hasUrl(reflection)) continue;
    const { signatures } = reflection as DeclarationReflection;
    const comment = reflection.comment ?? signatures?.[0]?.comment;
    found[reflection.getFullName()] = {
      path: folder + app.renderer.router.getFullUrl(reflection),
      summary:
        comment === undefined ? "" : firstSentence(Comment.combineDisplayParts(comment.summary)),
    };
  }
  return found;
}

function firstSentence(text: string): string {
  return /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0].replaceAll(/\s+/g, " ") ?? text;
}
