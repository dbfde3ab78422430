import { formatTable } from "./harness.ts";

/** A figure, and what it must not exceed. */
export interface Figure {
  readonly name: string;
  /** The figure with its unit, as it is printed. */
  readonly text: string;
  readonly value: number;
  /** The largest value allowed. Without one, the figure is for comparison. */
  readonly target?: number;
}

/** Prints figures beside their targets. The program fails when one is missed. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [figure.name, figure.text, ...judge(figure)]);
  console.log(formatTable([["", "measured", "target", "result"], ...rows]));
  if (figures.some(isMissed)) process.exitCode = 1;
}

function judge(figure: Figure): [string, string] {
  if (figure.target === undefined) return ["", ""];
  return [`<= ${figure.target}`, isMissed(figure) ? "MISSED" : "ok"];
}

function isMissed({ value, target = Number.POSITIVE_INFINITY }: Figure): boolean {
  return value > target;
}
