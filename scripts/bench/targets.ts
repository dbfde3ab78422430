import { formatTable } from "./harness.ts";

/** A figure, and what it must not exceed or fall below. */
export interface Figure {
  readonly name: string;
  /** The figure with its unit, as it is printed. */
  readonly text: string;
  readonly value: number;
  /** The largest value allowed. Without any target, the figure is for comparison. */
  readonly target?: number;
  /** The smallest value allowed. */
  readonly least?: number;
}

/** Prints figures beside their targets. The program fails when one is missed. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [figure.name, figure.text, ...judge(figure)]);
  console.log(formatTable([["", "measured", "target", "result"], ...rows]));
  if (figures.some(isMissed)) process.exitCode = 1;
}

function judge(figure: Figure): [string, string] {
  const { target, least } = figure;
  if (target === undefined && least === undefined) return ["", ""];
  const limit = target === undefined ? `>= ${least}` : `<= ${target}`;
  return [limit, isMissed(figure) ? "MISSED" : "ok"];
}

/** What is no number is missed, too. */
function isMissed({ value, target = Infinity, least = -Infinity }: Figure): boolean {
  return !(value <= target && value >= least);
}
