// Makes the pages of TypeDoc accessible to keyboards and screen readers.

/** Moves links out of summaries, where some browsers and screen readers cannot reach them. */
function fixMenu(): void {
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

fixMenu();
new MutationObserver(fixMenu).observe(document.body, { childList: true, subtree: true });
