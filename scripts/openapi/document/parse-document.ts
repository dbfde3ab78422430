import { CORE_SCHEMA, load, mergeTag } from "js-yaml";

/** YAML 1.2, and `<<` of YAML 1.1, which many documents use. */
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Parses a JSON or YAML document.
 *
 * @throws {Error} When it is neither. The message is one line, with the position if it is known.
 */
export function parseDocument(source: string): unknown {
  const text = source.replace(/^\uFEFF/, "");
  // Most JSON is also YAML, but parsing it as YAML takes many times longer.
  if (/^\s*[{[]/.test(text)) {
    const document = parseJson(text);
    if (document !== undefined) return document;
  }
  return parseYaml(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  let document: unknown;
  try {
    document = load(text, { schema });
  } catch (cause) {
    throw new Error(`not valid YAML or JSON: ${describe(cause)}`, { cause });
  }
  // Only an alias can create a cycle.
  if (/\*[^\s,[\]{}]/.test(text)) rejectCycles(document);
  return document;
}

function describe(error: unknown): string {
  if (error instanceof RangeError) return "it is nested too deeply";
  // The other lines show the location in the text.
  const [firstLine = ""] = String(error instanceof Error ? error.message : error).split("\n");
  return firstLine;
}

function rejectCycles(document: unknown): void {
  const finished = new Set<object>();
  const active = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || finished.has(value)) return;
    if (active.has(value)) throw new Error("an alias refers to a value that contains it");
    active.add(value);
    for (const child of Object.values(value)) visit(child);
    active.delete(value);
    finished.add(value);
  };
  visit(document);
}
