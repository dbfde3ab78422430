import { addCopyButtons } from "./copy.ts";
import { setUpSearch } from "./search.ts";
import { setUpTheme } from "./theme.ts";

// What every page does. It is loaded with `defer`: the page is there.

setUpTheme();
setUpSearch();
addCopyButtons(document);
if (matchMedia("(max-width: 52rem)").matches) {
  document.querySelector(".side details")?.removeAttribute("open");
}
