import MarkdownIt from "markdown-it";

/** Writes a text so that it stands for itself in HTML, in attributes too. */
export const escapeHtml: (text: string) => string = new MarkdownIt().utils.escapeHtml;
