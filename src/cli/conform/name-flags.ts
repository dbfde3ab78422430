/** Options of the library that reasons name. */
const optionNames = /\b(allowFactories|factoryId|recordedStream)\b/g;

/** Puts the flags in place of the library's options. */
export function nameFlags(reason: string): string {
  return reason.replace(
    optionNames,
    (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  );
}
