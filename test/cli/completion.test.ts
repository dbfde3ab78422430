import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram } from "./run-program.ts";

const isMissing = (shell: string) => spawnSync(shell, ["--version"]).error !== undefined;

/** Writes the completion script of a shell into a file. */
async function writeScript(shell: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(["completion", shell]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const file = join(await temporaryDirectory(), `completion.${shell}`);
  await writeFile(file, stdout);
  return file;
}

/** Lines to complete, and some of the words that complete them. */
const cases: [words: string[], expected: string[], unexpected: string[]][] = [
  [[""], ["flip", "pili", "upload", "completion"], ["videos", "list"]],
  [["flip", "v"], ["videos"], ["encodings"]],
  [["flip", "videos", ""], ["list", "wait", "metadata"], ["save"]],
  [
    ["flip", "videos", "list", "--j"],
    ["--json", "--jsonl"],
    ["--host", "--limit"],
  ],
  [["flip", "videos", "list", "--status", ""], ["success", "processing", "fail"], ["--json"]],
  [["flip", "videos", "list", "--limit", "5", "--st"], ["--status"], ["success"]],
  [["mock", ""], ["flip", "flip-3.1", "pili", "pili-v2", "rtc"], ["videos"]],
  [
    ["flip", "videos", "list", "--api", ""],
    ["flip", "flip-3.1"],
    ["pili", "--json"],
  ],
  [["pili", "streams", "create", "--"], ["--api", "--key", "--title"], ["--factory-id"]],
  [["sign", ""], ["flip-3.1", "rtc", "room-token"], ["upload"]],
  [["upload", "--h"], ["--help"], ["--host", "--http"]],
];

const bash = `source "$1"; shift
COMP_WORDS=(flip-pili "$@"); COMP_CWORD=$#
_flip_pili
printf '%s\\n' "\${COMPREPLY[@]}"`;

test.skipIf(isMissing("bash")).each(cases)(
  "bash completes flip-pili %j",
  async (words, expected, unexpected) => {
    const script = await writeScript("bash");

    const output = execFileSync("bash", ["-c", bash, "bash", script, ...words], {
      encoding: "utf8",
    });

    const completions = output.split("\n");
    expect(completions).toEqual(expect.arrayContaining(expected));
    for (const word of unexpected) expect(completions).not.toContain(word);
  },
);

const zsh = `source "$1"; shift
compadd() { while [[ $1 == -* && $1 != -- ]]; do shift; done; [[ $1 == -- ]] && shift; print -l -- "$@"; }
_describe() { local item; for item in "\${(@P)@[-1]}"; do print -r -- "\${item%%:*}"; done; }
_files() { }; _message() { }
words=(flip-pili "$@"); CURRENT=$(( $# + 1 ))
_flip_pili`;

test.skipIf(isMissing("zsh")).each(cases)("zsh completes flip-pili %j", async (words, expected) => {
  const script = await writeScript("zsh");

  const output = execFileSync("zsh", ["-fc", zsh, "zsh", script, ...words], { encoding: "utf8" });

  expect(output.split("\n")).toEqual(expect.arrayContaining(expected));
});

test.skipIf(isMissing("fish")).each(cases)(
  "fish completes flip-pili %j",
  async (words, expected, unexpected) => {
    const script = await writeScript("fish");
    const line = ["flip-pili", ...words].join(" ");

    const command = `source ${script}; complete -C '${line}'`;
    const output = execFileSync("fish", ["--no-config", "-c", command], { encoding: "utf8" });

    const completions = output.split("\n").map((completion) => completion.split("\t")[0]);
    expect(completions).toEqual(expect.arrayContaining(expected));
    for (const word of unexpected) expect(completions).not.toContain(word);
  },
);

test("completion rejects another shell", async () => {
  expect(await runProgram(["completion", "tcsh"])).toMatchObject({ exitCode: 2, stdout: "" });
});
