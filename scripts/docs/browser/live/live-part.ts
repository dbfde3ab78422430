/** The fields of a form, or what is shown of them, by name. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Fills the outputs of a part of the page from its form, now and whenever something is typed.
 *
 * What cannot be computed is said in the library's own words, and nothing else is shown.
 */
export function setUpLivePart(name: string, compute: (fields: Texts) => Texts): void {
  const part = document.querySelector<HTMLElement>(`[data-live="${name}"]`);
  const form = part?.querySelector("form");
  if (!part || !form) return;
  const show = () => {
    const fields = Object.fromEntries(
      [...new FormData(form)].map(([field, value]) => [field, String(value)]),
    );
    const { texts, problem } = attempt(() => compute(fields));
    for (const output of part.querySelectorAll("output")) {
      output.value = texts[output.getAttribute("name") ?? ""] ?? "";
    }
    const alert = part.querySelector("[role=alert]");
    if (alert) alert.textContent = problem;
    const { publishSecurity } = fields;
    hideOthers(part, publishSecurity);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

function attempt(compute: () => Texts): { texts: Texts; problem: string } {
  try {
    return { texts: compute(), problem: "" };
  } catch (error) {
    return { texts: {}, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Shows only what belongs to a choice. */
function hideOthers(part: HTMLElement, choice: string | undefined): void {
  for (const element of part.querySelectorAll<HTMLElement>("[data-for]")) {
    const choices = (element.getAttribute("data-for") ?? "").split(" ");
    element.hidden = !choices.includes(choice ?? "");
  }
}
