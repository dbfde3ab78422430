/** Text of a page that is markup already. */
export class Markup {
  readonly text: string;

  /** @internal Made by {@link html}. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in {@link html}: plain values are escaped, lists are put together. */
export type Insertion = string | number | Markup | readonly Markup[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes markup. Nothing that is inserted can become a tag or end an attribute. */
export function html(texts: TemplateStringsArray, ...insertions: readonly Insertion[]): Markup {
  const parts = insertions.map((insertion, index) => `${toText(insertion)}${texts[index + 1]}`);
  return new Markup(`${texts[0]}${parts.join("")}`);
}

function toText(insertion: Insertion): string {
  if (insertion instanceof Markup) return insertion.text;
  if (typeof insertion === "object") return insertion.map(({ text }) => text).join("");
  return escapeText(String(insertion));
}

/** Controls would be no valid page. */
function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (mark) => escapes[mark] ?? "")
    .replace(/\p{Cc}/gu, (control) => (/\s/.test(control) ? " " : "\ufffd"));
}
