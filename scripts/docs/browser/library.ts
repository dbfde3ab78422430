// Mends what the pages of the library lack for keyboards and screen readers.

/** A link within a summary can neither be opened nor reached by all: it moves in front of the details. */
function mend(): void {
  for (const link of document.querySelectorAll<HTMLElement>("summary a")) {
    const details = link.closest("details");
    const summary = link.closest("summary");
    if (details === null || summary === null) continue;
    if (link.classList.contains("tsd-anchor-icon")) {
      link.remove();
      continue;
    }
    summary.setAttribute("aria-label", `Contents of ${link.textContent?.trim()}`);
    details.before(link);
    details.classList.add("apart");
  }
}

mend();
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
