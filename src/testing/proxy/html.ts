/** Text that is already HTML markup. */
export class Markup {
  readonly text: string;

  /** @internal Created by {@link html}. */
  constructor(text: string) {
    this.text = text;
  }
}

/** A value in an {@link html} template: plain values are escaped, lists are joined. */
type Insertion = string | number | Markup | readonly Markup[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Creates markup from a template. No inserted value can become a tag or end an attribute. */
export function html(texts: TemplateStringsArray, ...insertions: readonly Insertion[]): Markup {
  const parts = insertions.map((insertion, index) => `${toText(insertion)}${texts[index + 1]}`);
  return new Markup(`${texts[0]}${parts.join("")}`);
}

function toText(insertion: Insertion): string {
  if (insertion instanceof Markup) return insertion.text;
  if (typeof insertion === "object") return insertion.map(({ text }) => text).join("");
  return escapeMarkup(String(insertion));
}

/** Escapes text. Control characters, which are not valid in HTML, are replaced. */
function escapeMarkup(text: string): string {
  return text
    .replace(/[&<>"']/g, (mark) => escapes[mark] ?? "")
    .replace(/\p{Cc}/gu, (control) => (/\s/.test(control) ? " " : "\ufffd"));
}
