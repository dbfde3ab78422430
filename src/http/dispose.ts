/** `Symbol.asyncDispose`, if the types of the program contain it. */
type AsyncDisposeKey = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? Key
  : never;

/** The method that `await using` calls, if the types of the program contain it. */
export type DisposedByUsing = { readonly [Key in AsyncDisposeKey]: () => Promise<void> };

/** Makes `await using` call a function, on platforms that have the symbol. */
export function disposeWith(owner: object, close: () => Promise<void>): void {
  const key: symbol | undefined = Symbol.asyncDispose;
  if (key !== undefined) Object.defineProperty(owner, key, { value: close });
}
