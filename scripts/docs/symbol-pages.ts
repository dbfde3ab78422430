/** Where the library's reference describes something: by entry point and name, `flip.Video.reload`. */
export type SymbolPages = Readonly<Record<string, SymbolPage>>;

/** The place of a symbol in the library's reference. */
export interface SymbolPage {
  /** Path from the root of the site, with the anchor. */
  readonly path: string;
  /** The first sentence of its docstring. */
  readonly summary: string;
}
