import { createTheme } from "../redoc-theme.ts";
import { isDark } from "./theme.ts";

declare global {
  /** Set by `assets/<api>-spec.js`. */
  var spec: object;
  /** Set by `assets/redoc.js`. */
  var Redoc: {
    init(spec: object, options: object, element: Element, done: (error?: Error) => void): void;
  };
}

const main = document.querySelector<HTMLElement>("main.reference");
const { api = "" } = main?.dataset ?? {};

render();
document.addEventListener("themechange", render);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);

/** Renders the reference in the current theme. Redoc calculates with colors, so it accepts no CSS variables. */
function render(): void {
  const element = document.createElement("div");
  element.id = "redoc";
  document.querySelector("#redoc")?.replaceWith(element);
  const options = {
    theme: createTheme(isDark()),
    // The search of the site covers the operations.
    disableSearch: true,
    scrollYOffset: ".top",
    hideDownloadButtons: false,
    downloadUrls: [
      { title: "YAML", url: `../specs/${api}.yaml` },
      { title: "JSON", url: `../specs/${api}.json` },
    ],
    jsonSamplesExpandLevel: 2,
    // Shows our samples first.
    payloadSampleIdx: 9,
    sortRequiredPropsFirst: true,
    nativeScrollbars: true,
  };
  globalThis.Redoc.init(globalThis.spec, options, element, () => {
    fixMarkup(element);
    document.documentElement.setAttribute("data-rendered", isDark() ? "dark" : "light");
  });
}

/** Makes Redoc's markup accessible to keyboards and screen readers, now and after every change. */
function fixMarkup(root: HTMLElement): void {
  applyFixes(root);
  new MutationObserver(() => applyFixes(root)).observe(root, { childList: true, subtree: true });
}

function applyFixes(root: HTMLElement): void {
  // Scrollable elements must be reachable by keyboard.
  for (const element of root.querySelectorAll<HTMLElement>("pre, .redoc-json")) {
    element.tabIndex = 0;
  }
  // The accessible name of a menu entry is its visible text, including the method.
  for (const entry of root.querySelectorAll("[role=menuitem][aria-label]")) {
    entry.removeAttribute("aria-label");
  }
}
