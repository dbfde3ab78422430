/** A spec that cannot be generated from, with everything that is wrong with it. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  /** One line each: file, place, what is wrong. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(`Cannot generate from ${file}: ${problems.map((problem) => `\n  ${problem}`).join("")}`);
    this.problems = problems;
  }
}
