/** The pages of the library keep their choice there, too. */
const key = "tsd-theme";

/** Lets the button change between light and dark, for all pages and visits. */
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
      // Without storage it holds for this page.
    }
    document.dispatchEvent(new Event("themechange"));
  });
}

/** Whether the page is dark now: by choice, else as the system is. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : theme === "dark";
}
