import type { Operation } from "../operation.ts";

/** Behind a blank TypeScript sees a tag anywhere, even amid a line. U+0085 and U+200B are blanks to it, too. */
const startOfTag = /(?<=^|[\s\u0085\u200b*])@/gm;

/** Writes what the docstring of an endpoint function says, without the comment signs. */
export function describeEndpoint(operation: Operation): string {
  const { summary, description, method, path, docs, isDeprecated } = operation;
  const tags = [
    isDeprecated ? "@deprecated" : undefined,
    docs && `@see ${oneLine([docs.url, docs.description].filter(Boolean).join(" "))}`,
  ];
  const paragraphs = [
    summary && safeText(summary),
    description && safeText(description),
    safeText(`\`${method.toUpperCase()} ${path}\``),
    ...describeLimits(operation),
    tags.filter(Boolean).join("\n"),
  ];
  return paragraphs.filter(Boolean).join("\n\n");
}

/**
 * Makes any text fit for a docstring.
 *
 * It cannot end the comment, and no word of it becomes a tag: `@` is escaped at the start of a line
 * and behind a blank or a brace.
 */
export function safeText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("*/", "*\\/")
    .replaceAll(startOfTag, "\\@")
    .replaceAll(/\{(?=\s*@)/g, "{\\")
    .replaceAll(/[^\S\n]+$/gm, "")
    .trim();
}

/** What the server would take and the function does not offer. */
function describeLimits({ body, parameters }: Operation): string[] {
  const limits: string[] = [];
  if (body !== undefined && body.otherMediaTypes.length > 0) {
    const others = body.otherMediaTypes.map(quote).join(", ");
    limits.push(`Sends ${quote(body.mediaType)}; the server takes ${others} as well.`);
  }
  if (parameters.cookies.length > 0) {
    limits.push(`Does not send cookies: ${parameters.cookies.map(quote).join(", ")}.`);
  }
  return limits;
}

function quote(text: string): string {
  return safeText(`\`${text}\``);
}

function oneLine(text: string): string {
  return safeText(text).replaceAll(/\s+/g, " ");
}
