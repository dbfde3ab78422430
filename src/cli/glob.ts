/** Characters that make a word a pattern. */
const special = /[*?[{]/;

/** Returns whether a word has characters of a pattern. A file may have such a name. */
export function isPattern(word: string): boolean {
  return special.test(word);
}

/**
 * Splits a pattern into the folder from which files are listed, and the rest: `films/*.mp4` into `films` and
 * `*.mp4`.
 */
export function splitPattern(pattern: string): { folder: string; rest: string } {
  const slash = pattern.lastIndexOf("/", pattern.search(special));
  if (slash < 0) return { folder: ".", rest: pattern };
  return { folder: pattern.slice(0, slash) || "/", rest: pattern.slice(slash + 1) };
}

/**
 * Creates a function that matches relative paths. `*` and `?` match within a name, `**` across folders, `[a-z]` and
 * `[!a-z]` one character, and `{a,b}` one of several texts.
 */
export function createMatcher(pattern: string): (path: string) => boolean {
  const expressions = expandBraces(pattern).map(toRegExp);
  return (path) => expressions.some((expression) => expression.test(path));
}

/** Expands `{a,b}`. Other braces are part of the name. */
function expandBraces(pattern: string): string[] {
  const [group, list] = /\{([^{}]*,[^{}]*)\}/.exec(pattern) ?? [];
  if (group === undefined || list === undefined) return [pattern];
  return list.split(",").flatMap((text) => expandBraces(pattern.replace(group, () => text)));
}

const token = /\*\*\/|\*\*|\*|\?|\[(!?[^\]/]+)\]|[\\^$.|+()[\]{}/]/g;

const expressions: Readonly<Record<string, string>> = {
  "**/": "(?:[^/]+/)*",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(token, (text, set?: string) => {
    if (set === undefined) return expressions[text] ?? `\\${text}`;
    const characters = set.replace(/[\\^[]/g, "\\$&").replace(/^!/, "^");
    return `[${characters}]`;
  });
  return new RegExp(`^${source}$`);
}
