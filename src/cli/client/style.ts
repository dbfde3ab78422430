import type { Environment, Output } from "../terminal.ts";

/** Functions that colour text, or return it unchanged. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  /** Colours a status, such as `success`. */
  status(text: string): string;
}

/** Returns whether output may have colours: it is a terminal, and `NO_COLOR` is not set. */
function hasColors({ isTTY }: Output, { NO_COLOR, TERM }: Environment): boolean {
  return isTTY === true && !NO_COLOR && TERM !== "dumb";
}

/** Creates the style of an output. */
export function createStyle(output: Output, env: Environment): Style {
  const isColored = hasColors(output, env);
  const paint = (code: number, text: string) =>
    isColored ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: (text) => paint(1, text),
    dim: (text) => paint(2, text),
    status: (text) => paint(statusColors.get(text.trim()) ?? 39, text),
  };
}

const [red, green, yellow] = [31, 32, 33];

const statusColors: ReadonlyMap<string, number> = new Map([
  ["success", green],
  ["connected", green],
  ["create", green],
  ["processing", yellow],
  ["update", yellow],
  ["fail", red],
  ["delete", red],
]);
