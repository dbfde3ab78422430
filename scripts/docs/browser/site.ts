import { setUpSearch } from "./search.ts";
import { setUpTheme } from "./theme.ts";

// Runs on every page. It is loaded with `defer`, so the document is complete.

setUpTheme();
setUpSearch();
addCopyButtons(document);
if (matchMedia("(max-width: 52rem)").matches) {
  document.querySelector(".side details")?.removeAttribute("open");
}

/** Adds a copy button to every code block. */
function addCopyButtons(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => copy(figure, button));
    figure.append(button);
  }
}

async function copy(figure: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const text = figure.querySelector("pre")?.textContent ?? "";
  button.textContent = await writeText(text).then(
    () => "Copied",
    () => "Copy failed",
  );
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}

/** Copies text. Pages without TLS have no clipboard API. */
async function writeText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (!isCopied) throw new Error("The browser cannot copy");
}
