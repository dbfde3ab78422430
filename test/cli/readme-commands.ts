import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [section = ""] = /^# On the command line$[\s\S]*?(?=^# )/m.exec(readme) ?? [];

/** The shell code blocks of the README's section on the command line. */
export const shellBlocks: readonly string[] = [
  ...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(([, block = ""]) => block);

/** Returns the arguments of each README command that starts with `flip-pili <name>`. */
export function readmeCommands(name: string): string[][] {
  const lines = shellBlocks.flatMap((block) => block.split("\n"));
  return lines.filter((line) => line.startsWith(`flip-pili ${name} `)).map(splitWords);
}

/** Splits a command into its arguments. Words can be in single quotes. */
function splitWords(line: string): string[] {
  const words = [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
  return words.slice(1);
}
