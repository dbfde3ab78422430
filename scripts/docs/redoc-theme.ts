import { code, dark, light, type Palette } from "./palette.ts";

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** White letters stand on these. */
const methods = {
  ...{ get: "#0b6e4f", post: "#3f37b5", put: "#8a5300", delete: "#b42318", patch: "#8a5300" },
  ...{ head: "#566175", options: "#566175", basic: "#566175", link: "#0b6e4f" },
};

/** The colours and letters of the site as a theme of Redoc. */
export function createTheme(isDark: boolean): object {
  const palette = isDark ? dark : light;
  const { ground, soft, border, quiet, accent } = palette;
  return {
    breakpoints: { small: "52rem", medium: "76rem", large: "100rem" },
    spacing: { unit: 5, sectionHorizontal: 40, sectionVertical: 36 },
    colors: colorsOf(palette),
    schema: {
      ...{ linesColor: border, typeNameColor: quiet, typeTitleColor: quiet },
      ...{ requireLabelColor: palette.bad, nestedBackground: soft, arrow: { color: quiet } },
    },
    typography: typographyOf(palette),
    sidebar: {
      ...{ width: "260px", backgroundColor: ground, textColor: quiet, activeTextColor: accent },
      groupItems: { activeBackgroundColor: soft, activeTextColor: accent },
      level1Items: { activeBackgroundColor: soft, activeTextColor: accent },
      arrow: { color: quiet },
    },
    rightPanel: {
      ...{ backgroundColor: code.soft, textColor: code.text, width: "42%" },
      servers: {
        overlay: { backgroundColor: soft, textColor: palette.text },
        url: { backgroundColor: ground },
      },
    },
    codeBlock: { backgroundColor: code.ground },
    fab: { backgroundColor: soft, color: accent },
  };
}

function colorsOf({ soft, border, text, quiet, accent, good, bad, warn }: Palette): object {
  // The tabs are on the dark ground of code, whatever the page is.
  const response = (color: string, tabTextColor: string) => ({
    ...{ color, tabTextColor, backgroundColor: soft },
  });
  return {
    primary: { main: accent },
    success: { main: good },
    warning: { main: warn },
    error: { main: bad },
    gray: { 50: soft, 100: border },
    border: { light: border, dark: border },
    text: { primary: text, secondary: quiet },
    responses: {
      success: response(good, dark.good),
      error: response(bad, dark.bad),
      redirect: response(warn, dark.warn),
      info: response(accent, dark.accent),
    },
    http: methods,
  };
}

function typographyOf({ text, soft, accent }: Palette): object {
  return {
    ...{ fontSize: "15px", lineHeight: "1.6", fontFamily: sans },
    headings: { fontFamily: sans, fontWeight: "600" },
    code: {
      ...{ fontSize: "0.86em", fontFamily: mono, color: text, backgroundColor: soft, wrap: false },
    },
    links: { color: accent, visited: accent, hover: accent },
  };
}
