import { InvalidArgumentError as InvalidValueError } from "commander";

/** Reads the value of a flag that takes a whole number: `.option("--port <n>", "…", integer(0, 65_535))`. */
export function integer(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidValueError(`It must be a whole number from ${from} to ${to}.`);
  };
}

/** Reads the value of a flag that takes a number greater than 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidValueError("It must be a number greater than 0.");
}
