/** TypeDoc's pages store the theme under the same key. */
const key = "tsd-theme";

/** Makes the button switch between the light and dark theme, for all pages and later visits. */
export function setUpTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-button]");
  if (button === null) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.setAttribute("data-theme", theme);
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Without storage, the theme applies to this page only.
    }
    document.dispatchEvent(new Event("themechange"));
  });
}

/** Returns whether the theme is dark: the theme that the reader chose, or else that of the system. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : theme === "dark";
}
