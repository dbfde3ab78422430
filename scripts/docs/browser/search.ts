import MiniSearch from "minisearch";
import { type SearchEntry, searchOptions } from "../search-options.ts";

declare global {
  /** Set by `assets/search-index.js`. It is a script because pages at `file:` URLs cannot fetch. */
  var searchIndex: string | undefined;
}

type SearchResult = Pick<SearchEntry, "title" | "place" | "path">;

const maxResults = 12;

/** Opens the search with its button, `/` or Ctrl+K. The index is loaded when the search first opens. */
export function setUpSearch(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-search]");
  if (button === null) return;
  button.hidden = false;
  let dialog: HTMLDialogElement | undefined;
  const open = () => {
    dialog ??= createDialog();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input")?.select();
  };
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const isShortcut = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!isShortcut || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

function createDialog(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML =
    '<input type="search" aria-label="Search guides, operations and the library" placeholder="Search guides, operations and the library" autocomplete="off" spellcheck="false">' +
    '<ul aria-label="Results"></ul><p role="status">Type to search.</p>';
  document.body.append(dialog);
  const [input, list, status] = ["input", "ul", "p"].map((name) => dialog.querySelector(name));
  const loading = loadIndex();
  input?.addEventListener("input", async () => {
    const { value } = input as HTMLInputElement;
    const index = await loading;
    const found = index.search(value).slice(0, maxResults) as unknown as SearchResult[];
    list?.replaceChildren(...found.map(createItem));
    if (status) status.textContent = describe(value, found.length);
  });
  dialog.addEventListener("keydown", (event) => moveFocus(event, dialog));
  dialog.addEventListener("click", ({ target }) => {
    // A click on the backdrop has the dialog as its target. A link may lead to the same page.
    if (target === dialog || (target instanceof Element && target.closest("a"))) dialog.close();
  });
  return dialog;
}

function describe(value: string, count: number): string {
  if (value.trim() === "") return "Type to search.";
  return count === 0 ? "No results." : "";
}

function createItem({ title, place, path }: SearchResult): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = rootPath() + path;
  const note = document.createElement("small");
  note.textContent = place;
  link.append(title, note);
  item.append(link);
  return item;
}

/** Moves the focus through the results with the arrow keys. */
function moveFocus(event: KeyboardEvent, dialog: HTMLDialogElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...dialog.querySelectorAll<HTMLElement>("input, a")];
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) links[1]?.click();
  if (step === undefined) return;
  event.preventDefault();
  const index = links.indexOf(document.activeElement as HTMLElement) + step;
  links[(index + links.length) % links.length]?.focus();
}

async function loadIndex(): Promise<MiniSearch<SearchEntry>> {
  if (globalThis.searchIndex === undefined) {
    const script = document.createElement("script");
    script.src = `${rootPath()}assets/search-index.js`;
    const loaded = new Promise((resolve) => script.addEventListener("load", resolve));
    document.head.append(script);
    await loaded;
  }
  return MiniSearch.loadJSON(globalThis.searchIndex ?? "{}", searchOptions);
}

function rootPath(): string {
  return document.documentElement.getAttribute("data-root") ?? "";
}
