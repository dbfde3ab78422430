import { quoteForShell } from "../format.ts";
import type { CommandDescription, FlagDescription } from "./describe-program.ts";

/** Formats the completion script of zsh. */
export function formatZsh(commands: readonly CommandDescription[]): string {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => path.join(" "));
  return `#compdef flip-pili
# zsh completion for flip-pili: source <(flip-pili completion zsh)
_flip_pili() {
  local path_="" index
  local -a described
  for ((index = 2; index < CURRENT; index++)); do
    case "\${path_:+$path_ }\${words[index]}" in
      ${paths
        .map((path) => `(${quote(path)})`)
        .join("|")
        .replaceAll(")|(", "|")}
        path_="\${path_:+$path_ }\${words[index]}" ;;
    esac
  done
  case "$path_ \${words[CURRENT-1]}" in
${commands.flatMap(formatValues).join("\n")}
  esac
  case "$path_" in
${commands.map(formatWords).join("\n")}
  esac
}
(( $+functions[compdef] )) && compdef _flip_pili flip-pili
`;
}

function formatValues({ path, flags }: CommandDescription): string[] {
  return flags
    .filter(({ takesValue }) => takesValue)
    .map((flag) => {
      const names = [flag.long, flag.short].filter((name) => name !== undefined);
      const patterns = names.map((name) => quote(`${path.join(" ")} ${name}`)).join("|");
      return `    (${patterns}) ${completeValue(flag)}; return ;;`;
    });
}

function completeValue({ choices, takesFile }: FlagDescription): string {
  if (choices.length > 0) return `compadd -- ${quoteForShell(choices)}`;
  return takesFile ? "_files" : "_message value";
}

function formatWords({ path, commands, flags, choices, takesFiles }: CommandDescription): string {
  const words = [...commands, ...choices.map((word) => ({ word, summary: "" }))];
  const lines = [
    ...describe(words.map(({ word, summary }) => [word, summary])),
    ...(takesFiles ? ["_files"] : []),
    ...describe(
      flags.map(({ long, summary }) => [long, summary]),
      "-o",
    ),
  ];
  return `    (${quote(path.join(" "))})\n      ${lines.join("\n      ")} ;;`;
}

function describe(words: readonly (readonly [string, string])[], ...flags: string[]): string[] {
  if (words.length === 0) return [];
  const items = words.map(([word, summary]) => {
    const name = word.replaceAll(":", "\\:");
    return summary === "" ? name : `${name}:${summary}`;
  });
  return [
    `described=(${items.map(quote).join(" ")})`,
    `_describe ${[...flags, "word", "described"].join(" ")}`,
  ];
}

function quote(text: string): string {
  return text === "" ? "''" : quoteForShell([text]);
}
