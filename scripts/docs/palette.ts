// The only place that defines colors and fonts of the site. The stylesheets of our pages, the theme of
// Redoc, the colors of TypeDoc's pages and the icon are all generated from it.

/** Colors of one theme, by use. Text has a contrast ratio of at least 4.5 on its background. */
export interface Palette {
  readonly background: string;
  /** Background of sidebars, form fields and inline code. */
  readonly surface: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentSurface: string;
  readonly success: string;
  readonly error: string;
  readonly warning: string;
}

export const light: Palette = {
  background: "#ffffff",
  surface: "#f6f7f9",
  border: "#e2e6ec",
  text: "#1b2330",
  muted: "#566175",
  accent: "#4338ca",
  accentSurface: "#eef0fe",
  success: "#0b6e4f",
  error: "#b42318",
  warning: "#8a5300",
};

export const dark: Palette = {
  background: "#0f141b",
  surface: "#151c26",
  border: "#283241",
  text: "#e4e9f1",
  muted: "#9fabbd",
  accent: "#a9b4ff",
  accentSurface: "#1f2742",
  success: "#6fd6a8",
  error: "#ff9d92",
  warning: "#f0bd6c",
};

/** Colors of code, which has a dark background in both themes. */
export const code = {
  background: "#141b27",
  surface: "#0f1520",
  border: "#2a3546",
  text: "#dfe6f1",
  strongText: "#ffffff",
  caption: "#93a1b6",
  button: "#aab6c8",
  buttonBorder: "#45536a",
  accent: dark.accent,
  success: dark.success,
  error: dark.error,
  warning: dark.warning,
  comment: "#8f9db3",
  keyword: "#c4adff",
  string: "#8fe0c3",
  function: "#8ebcff",
  number: "#f3c07f",
  punctuation: "#a9b5c8",
};

/** Backgrounds of the labels that show an HTTP method, in both themes. Their text is white. */
export const methods = {
  get: light.success,
  post: "#3f37b5",
  put: light.warning,
  patch: light.warning,
  delete: light.error,
  other: light.muted,
};

/** Colors that are the same in both themes. */
const shared = {
  methodText: "#ffffff",
  brandPrimary: "#6d5dfc",
  brandSecondary: "#16b8a6",
  shadow: "rgb(0 0 0 / 30%)",
  backdrop: "rgb(10 14 20 / 55%)",
};

export const fonts = {
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

/** Prints the custom properties of our pages. A theme that the reader chose overrides the system's. */
export function printSiteColors(): string {
  const common = printProperties({ ...shared, ...fonts }) + printProperties(code, "code-");
  const lightTheme = `color-scheme:light;${printProperties(light)}`;
  const darkTheme = `color-scheme:dark;${printProperties(dark)}`;
  return [
    `:root{${lightTheme}${common}}`,
    `@media (prefers-color-scheme: dark){:root:not([data-theme=light]){${darkTheme}}}`,
    `:root[data-theme=dark]{${darkTheme}}`,
    "",
  ].join("\n");
}

/** Prints the custom properties of TypeDoc's pages. */
export function printLibraryColors(): string {
  const theme = ({ background, surface, border, text, muted, accent, accentSurface }: Palette) => ({
    background,
    backgroundSecondary: surface,
    backgroundActive: accentSurface,
    text,
    textAside: muted,
    link: accent,
    accent: border,
  });
  const lightTheme = printProperties(theme(light), "light-color-");
  const darkTheme = printProperties(theme(dark), "dark-color-");
  return `:root{${lightTheme}${darkTheme}${printProperties(fonts)}}\n`;
}

/** Prints the icon of the site as SVG. */
export function printIcon(): string {
  const square = `<rect width="32" height="32" rx="8" fill="${shared.brandPrimary}"/>`;
  const triangle = `<path d="M32 0v24a8 8 0 0 1-8 8H0z" fill="${shared.brandSecondary}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>flip-pili</title>${square}${triangle}</svg>\n`;
}

/** Prints values as custom properties: `accentSurface` becomes `--accent-surface`. */
function printProperties(values: object, prefix = ""): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const property = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `--${prefix}${property}:${value};`;
    })
    .join("");
}
