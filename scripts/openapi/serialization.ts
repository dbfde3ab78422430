/** How a value is written, without what is the default of its location. */
export type Style = Readonly<Record<string, string | boolean>>;

/** Styles by name. Names with the default style are missing. */
export type Styles = Readonly<Record<string, Style>>;

/** How a body that is not JSON is written. */
export type BodySerialization =
  | { readonly kind: "form"; readonly styles: Styles }
  | { readonly kind: "multipart"; readonly fields: Readonly<Record<string, string | Style>> }
  | { readonly kind: "raw" };

/** How a query is written if clients need to know. */
export type QuerySerialization =
  /** Lists joined by commas, and flat objects in brackets. */
  | { readonly kind: "native"; readonly hasLists: boolean; readonly hasObjects: boolean }
  | { readonly kind: "styles"; readonly styles: Styles };

/** What an operation sends in another form than clients do by themselves. */
export interface Serialization {
  readonly query: QuerySerialization | undefined;
  readonly path: Styles | undefined;
  readonly header: Styles | undefined;
  /** Whether a header is not text or a list of texts. */
  readonly hasObjectHeaders: boolean;
  readonly body: BodySerialization | undefined;
}
