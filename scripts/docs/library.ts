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
  ReferenceType,
  ReflectionKind,
  RendererEvent,
  type SignatureReflection,
  type TypeDocOptions,
} from "typedoc";
import { header, relativePath } from "./site-map.ts";
import type { SymbolPage } from "./symbol-pages.ts";

/** A link from the library's reference to an operation, by the symbol that calls it. */
export interface OperationLink {
  readonly symbol: string;
  /** `GET /videos.json` */
  readonly title: string;
  /** Path from the root of the site. */
  readonly path: string;
}

/** Stands for the root of the site in what TypeDoc renders, until the page's own place is known. */
const rootMark = "https://site.invalid/";
const folder = "api/";

const entryPoints = ["flip", "pili", "testing"];
const described =
  ReflectionKind.SomeModule |
  ReflectionKind.ClassOrInterface |
  ReflectionKind.FunctionOrMethod |
  ReflectionKind.Accessor |
  ReflectionKind.Property |
  ReflectionKind.TypeAlias;

/**
 * Writes the reference of the library into `api/` of the site: what the entry points export, from its
 * docstrings.
 *
 * The types of the specs themselves are left out: the API references show them, and spelled out
 * they would be most of the site.
 *
 * @param links - Added to the docstrings of the symbols that they name.
 */
export async function writeLibrary(
  root: URL,
  site: URL,
  links: readonly OperationLink[],
): Promise<Record<string, SymbolPage>> {
  const app = await Application.bootstrap(createOptions(root));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    addLinks(project, links);
    nameResults(project);
  });
  app.renderer.on(PageEvent.END, (page) => {
    const way = relativePath(`${folder}${page.url}`, "");
    page.contents = completePage(page.contents ?? "").replaceAll(rootMark, way);
  });
  let symbols: Record<string, SymbolPage> = {};
  // Afterwards nobody knows the addresses any more.
  app.renderer.on(RendererEvent.END, ({ project }) => {
    symbols = listSymbols(app, project);
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("The library cannot be read");
  await app.generateDocs(project, fileURLToPath(new URL(folder, site)));
  if (app.logger.hasErrors()) throw new Error("The reference of the library cannot be written");
  return symbols;
}

/** Names the main part, and adds what mends the menu, which is drawn in the browser. */
function completePage(html: string): string {
  return html
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace("</body>", `<script src="${rootMark}assets/library.js" defer></script></body>`);
}

function createOptions(root: URL): TypeDocOptions {
  const path = (relative: string) => fileURLToPath(new URL(relative, root));
  return {
    name: "flip-pili",
    entryPoints: entryPoints.map((name) => path(`src/${name}/index.ts`)),
    tsconfig: path("src/tsconfig.json"),
    readme: "none",
    favicon: fileURLToPath(new URL("assets/icon.svg", import.meta.url)),
    customCss: fileURLToPath(new URL("assets/library.css", import.meta.url)),
    navigationLinks: Object.fromEntries(header.map(({ title, path }) => [title, rootMark + path])),
    titleLink: `${rootMark}index.html`,
    externalPattern: ["**/generated/*/schema.ts", "**/node_modules/**"],
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    // What an operation takes and gives, by name: its reference spells that out.
    excludeNotDocumented: true,
    excludeNotDocumentedKinds: ["TypeAlias"],
    includeHierarchySummary: false,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    // The repository's own check does that.
    skipErrorChecking: true,
    blockTags: [...OptionDefaults.blockTags, "@description"],
    lightHighlightTheme: "github-light-high-contrast",
    darkHighlightTheme: "github-dark-high-contrast",
    logLevel: "Error",
  };
}

function addLinks(project: ProjectReflection, links: readonly OperationLink[]): void {
  for (const { symbol, title, path } of links) {
    const reflection = project.getChildByName(symbol.split("."));
    if (reflection === undefined) continue;
    const { signatures } = reflection as DeclarationReflection;
    const text = `[\`${title}\`](${rootMark}${path})`;
    for (const target of signatures ?? [reflection]) {
      target.comment ??= new Comment();
      const tag = new CommentTag("@see", [{ kind: "text", text }]);
      target.comment.blockTags.push(tag);
    }
  }
}

/** What a function gives keeps its names: TypeScript has resolved them to what they stand for. */
function nameResults(project: ProjectReflection): void {
  for (const { name, type } of project.getReflectionsByKind(
    ReflectionKind.CallSignature,
  ) as SignatureReflection[]) {
    const [result] = type?.type === "reference" ? (type.typeArguments ?? []) : [];
    if (result?.type !== "reference" || result.name !== "Result") continue;
    const prefix = name.charAt(0).toUpperCase() + name.slice(1);
    result.typeArguments = ["Data", "Error"].map((suffix) =>
      ReferenceType.createBrokenReference(prefix + suffix, project, "flip-pili"),
    );
  }
}

function listSymbols(app: Application, project: ProjectReflection): Record<string, SymbolPage> {
  const found: Record<string, SymbolPage> = {};
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.kindOf(described) || !app.renderer.router?.hasUrl(reflection)) continue;
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
