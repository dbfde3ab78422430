import { quoteForShell } from "../format.ts";
import type { CommandDescription } from "./describe-program.ts";

/** Formats the completion script of bash. */
export function formatBash(commands: readonly CommandDescription[]): string {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => path.join(" "));
  return `# bash completion for flip-pili: source <(flip-pili completion bash)
_flip_pili() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local path="" words="" files="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${path:+$path }\${COMP_WORDS[index]}" in
      ${paths.map(quote).join("|")}) path="\${path:+$path }\${COMP_WORDS[index]}" ;;
    esac
  done
  case "$path $previous" in
${commands.flatMap(formatValues).join("\n")}
    *)
      case "$path" in
${commands.map(formatWords).join("\n")}
      esac ;;
  esac
  if [[ -n $files && $current != -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"; compgen -f -- "$current"))
    compopt -o filenames 2>/dev/null
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -F _flip_pili flip-pili
`;
}

/** Formats a case for each flag that takes a value. */
function formatValues({ path, flags }: CommandDescription): string[] {
  return flags
    .filter(({ takesValue }) => takesValue)
    .map(({ short, long, choices, takesFile }) => {
      const names = [long, short].filter((name) => name !== undefined);
      const patterns = names.map((name) => quote(`${path.join(" ")} ${name}`)).join("|");
      return `    ${patterns}) words=${quote(choices.join(" "))}${takesFile ? " files=1" : ""} ;;`;
    });
}

/** Formats the case of a command. */
function formatWords({ path, commands, flags, choices, takesFiles }: CommandDescription): string {
  const names = flags.flatMap(({ short, long }) => [long, short ?? ""]).filter(Boolean);
  const words = [...commands.map(({ word }) => word), ...choices, ...names].join(" ");
  return `        ${quote(path.join(" "))}) words=${quote(words)}${takesFiles ? " files=1" : ""} ;;`;
}

function quote(text: string): string {
  return text === "" ? "''" : quoteForShell([text]);
}
