import { createTheme } from "../redoc-theme.ts";
import { mendMarkup } from "./mend-redoc.ts";
import { isDark } from "./theme.ts";

declare global {
  /** What `assets/<api>-spec.js` sets. */
  var spec: object;
  /** What `assets/redoc.js` sets. */
  var Redoc: {
    init(spec: object, options: object, element: Element, done: (error?: Error) => void): void;
  };
}

const main = document.querySelector<HTMLElement>("main.reference");
const { api = "" } = main?.dataset ?? {};

draw();
document.addEventListener("themechange", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

/** Draws the reference in the colours of the page. Redoc computes with them, so it takes no variables. */
function draw(): void {
  const element = document.createElement("div");
  element.id = "redoc";
  document.querySelector("#redoc")?.replaceWith(element);
  const options = {
    theme: createTheme(isDark()),
    // The site's search finds the operations, too.
    disableSearch: true,
    scrollYOffset: ".top",
    hideDownloadButtons: false,
    downloadUrls: [
      { title: "YAML", url: `../specs/${api}.yaml` },
      { title: "JSON", url: `../specs/${api}.json` },
    ],
    jsonSamplesExpandLevel: 2,
    // Our samples first.
    payloadSampleIdx: 9,
    sortRequiredPropsFirst: true,
    nativeScrollbars: true,
  };
  globalThis.Redoc.init(globalThis.spec, options, element, () => {
    mendMarkup(element);
    document.documentElement.setAttribute("data-drawn", isDark() ? "dark" : "light");
  });
}
