import { code, dark, fonts, light, methods, type Palette } from "./palette.ts";

/** Returns the theme of Redoc that has the colors and fonts of the site. */
export function createTheme(isDark: boolean): object {
  const palette = isDark ? dark : light;
  const { background, surface, border, muted, accent } = palette;
  return {
    breakpoints: { small: "52rem", medium: "76rem", large: "100rem" },
    spacing: { unit: 5, sectionHorizontal: 40, sectionVertical: 36 },
    colors: createColors(palette),
    schema: {
      linesColor: border,
      typeNameColor: muted,
      typeTitleColor: muted,
      requireLabelColor: palette.error,
      nestedBackground: surface,
      arrow: { color: muted },
    },
    typography: createTypography(palette),
    sidebar: {
      width: "260px",
      backgroundColor: background,
      textColor: muted,
      activeTextColor: accent,
      groupItems: { activeBackgroundColor: surface, activeTextColor: accent },
      level1Items: { activeBackgroundColor: surface, activeTextColor: accent },
      arrow: { color: muted },
    },
    rightPanel: {
      backgroundColor: code.surface,
      textColor: code.text,
      width: "42%",
      servers: {
        overlay: { backgroundColor: surface, textColor: palette.text },
        url: { backgroundColor: background },
      },
    },
    codeBlock: { backgroundColor: code.background },
    fab: { backgroundColor: surface, color: accent },
  };
}

function createColors(palette: Palette): object {
  const { surface, border, text, muted, accent, success, error, warning } = palette;
  const response = (color: string, tabTextColor: string) => {
    return { color, tabTextColor, backgroundColor: surface };
  };
  return {
    primary: { main: accent },
    success: { main: success },
    warning: { main: warning },
    error: { main: error },
    gray: { 50: surface, 100: border },
    border: { light: border, dark: border },
    text: { primary: text, secondary: muted },
    responses: {
      success: response(success, code.success),
      error: response(error, code.error),
      redirect: response(warning, code.warning),
      info: response(accent, code.accent),
    },
    http: {
      get: methods.get,
      post: methods.post,
      put: methods.put,
      patch: methods.patch,
      delete: methods.delete,
      head: methods.other,
      options: methods.other,
      basic: methods.other,
      link: methods.get,
    },
  };
}

function createTypography({ text, surface, accent }: Palette): object {
  return {
    fontSize: "15px",
    lineHeight: "1.6",
    fontFamily: fonts.sans,
    headings: { fontFamily: fonts.sans, fontWeight: "600" },
    code: {
      fontSize: "0.86em",
      fontFamily: fonts.mono,
      color: text,
      backgroundColor: surface,
      wrap: false,
    },
    links: { color: accent, visited: accent, hover: accent },
  };
}
