import { Argument, InvalidArgumentError as InvalidValueError } from "commander";

/** Creates the argument that is the method of a request, in upper or lower case. */
export function methodArgument(...methods: string[]): Argument {
  const list = `${methods.slice(0, -1).join(", ")} or ${methods.at(-1)}`;
  return new Argument("<method>", list).argParser((text) => {
    const method = text.toUpperCase();
    if (methods.includes(method)) return method;
    throw new InvalidValueError(`It must be ${list}.`);
  });
}

/** Collects the values of a flag that can be repeated. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Creates a parser of whole numbers: `.option("--port <n>", "…", integer(0, 65_535))`. */
export function integer(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidValueError(`It must be a whole number from ${from} to ${to}.`);
  };
}

/** Parses a whole number of any size. */
export function wholeNumber(text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text);
  throw new InvalidValueError("It must be a whole number, not negative.");
}

/** Parses a number greater than 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidValueError("It must be a number greater than 0.");
}

/** Parses a time, as Unix seconds or as ISO 8601 with an offset. Returns Unix seconds. */
export function unixSeconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const isComplete = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text);
  const milliseconds = isComplete ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1_000);
  throw new InvalidValueError("It must be Unix seconds, or a time such as 2026-01-31T12:00:00Z.");
}
