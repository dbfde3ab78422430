/**
 * Mends what Redoc's markup lacks for keyboards and screen readers, now and whenever it draws anew.
 */
export function mendMarkup(root: HTMLElement): void {
  mend(root);
  new MutationObserver(() => mend(root)).observe(root, { childList: true, subtree: true });
}

function mend(root: HTMLElement): void {
  // What scrolls can be scrolled by keys.
  for (const scrolled of root.querySelectorAll<HTMLElement>("pre, .redoc-json")) {
    scrolled.tabIndex = 0;
  }
  // The name of an entry is all that it shows, its method too.
  for (const entry of root.querySelectorAll("[role=menuitem][aria-label]")) {
    entry.removeAttribute("aria-label");
  }
}
