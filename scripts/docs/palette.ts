/** The colours of the site, by their use. Texts have a contrast of 4.5 and more on their grounds. */
export interface Palette {
  readonly ground: string;
  /** Of side columns and small things. */
  readonly soft: string;
  readonly border: string;
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
}

export const light: Palette = {
  ground: "#ffffff",
  soft: "#f6f7f9",
  border: "#e2e6ec",
  text: "#1b2330",
  quiet: "#566175",
  accent: "#4338ca",
  accentSoft: "#eef0fe",
  good: "#0b6e4f",
  bad: "#b42318",
  warn: "#8a5300",
};

export const dark: Palette = {
  ground: "#0f141b",
  soft: "#151c26",
  border: "#283241",
  text: "#e4e9f1",
  quiet: "#9fabbd",
  accent: "#a9b4ff",
  accentSoft: "#1f2742",
  good: "#6fd6a8",
  bad: "#ff9d92",
  warn: "#f0bd6c",
};

/** Code is on dark ground in both. */
export const code = { ground: "#141b27", soft: "#0f1520", text: "#dfe6f1", border: "#2a3546" };

/** Writes the palettes as custom properties. A chosen theme goes before that of the system. */
export function printPalettes(): string {
  const lines = (palette: Palette, scheme: string) =>
    Object.entries({ ...palette, scheme })
      .map(([name, value]) =>
        name === "scheme" ? `color-scheme:${value};` : `--${name}:${value};`,
      )
      .join("");
  const codeLines = Object.entries(code).map(([name, value]) => `--code-${name}:${value};`);
  return [
    `:root{${lines(light, "light")}${codeLines.join("")}}`,
    `@media (prefers-color-scheme: dark){:root:not([data-theme=light]){${lines(dark, "dark")}}}`,
    `:root[data-theme=dark]{${lines(dark, "dark")}}`,
    "",
  ].join("\n");
}
