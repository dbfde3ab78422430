import type { CommandDescription, FlagDescription } from "./describe-program.ts";

/** Formats the completion script of fish. */
export function formatFish(commands: readonly CommandDescription[]): string {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => path.join(" "));
  return `# fish completion for flip-pili: flip-pili completion fish | source
function __flip_pili_at
  set -l path ''
  for word in (commandline -opc)[2..-1]
    set -l longer (string trim "$path $word")
    switch "$longer"
      case ${paths.map(quote).join(" ")}
        set path "$longer"
    end
  end
  test "$path" = "$argv[1]"
end
complete -c flip-pili -e
complete -c flip-pili -f
${commands.flatMap(formatCommand).join("\n")}
`;
}

function formatCommand({
  path,
  commands,
  flags,
  choices,
  takesFiles,
}: CommandDescription): string[] {
  const start = `complete -c flip-pili -n ${quote(`__flip_pili_at ${quote(path.join(" "))}`)}`;
  return [
    ...commands.map(({ word, summary }) => `${start} -a ${quote(word)} -d ${quote(summary)}`),
    ...(choices.length > 0 ? [`${start} -a ${quote(choices.join(" "))}`] : []),
    ...(takesFiles ? [`${start} -F`] : []),
    ...flags.map((flag) => `${start} ${formatFlag(flag)}`),
  ];
}

function formatFlag(flag: FlagDescription): string {
  const { short, long, summary, takesValue, choices, takesFile } = flag;
  return [
    `-l ${long.slice(2)}`,
    short === undefined ? "" : `-s ${short.slice(1)}`,
    takesValue ? "-r" : "",
    choices.length > 0 ? `-a ${quote(choices.join(" "))}` : "",
    takesFile ? "-F" : "",
    `-d ${quote(summary)}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** In single quotes, fish interprets only these two characters. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
