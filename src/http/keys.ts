import { requireThat } from "./argument-checks.ts";

/**
 * A key, or a function that returns the current one, so that keys can be rotated.
 *
 * A function is called before each attempt. Functions of both keys are called together, without other
 * code in between. Errors that they throw reach the caller unchanged and are not retried.
 */
export type KeySource = string | (() => string | Promise<string>);

/** The keys of an account, and what signs with them: the access key and the secret key, or one API key. */
export interface KeyRing<Signer> {
  readonly sources: readonly KeySource[];
  /** Returns what signs with the given keys. It is created again only when a key changes. */
  readonly signerOf: (...keys: string[]) => Signer;
}

/** A key for each source. */
type KeysOf<Sources extends readonly KeySource[]> = { [Index in keyof Sources]: string };

/**
 * Creates a key ring.
 *
 * @param createSigner - Creates what signs with the keys. Throws when a key is not valid.
 * @throws {InvalidArgumentError} When no key is a function, and one is not valid.
 */
export function createKeyRing<const Sources extends readonly KeySource[], Signer>(
  sources: Sources,
  createSigner: (...keys: KeysOf<Sources>) => Signer,
): KeyRing<Signer> {
  // There is a key for each source.
  const signerOf = rememberLast(createSigner as (...keys: string[]) => Signer);
  const ring = { sources, signerOf };
  if (isConstant(ring)) signerOf(...(sources as readonly string[]));
  return ring;
}

/** Returns whether no key is a function. */
export function isConstant({ sources }: KeyRing<unknown>): boolean {
  return sources.every((source) => typeof source !== "function");
}

/** Creates a function that calls another one only when an argument differs from the last call. */
export function rememberLast<Arguments extends unknown[], Value>(
  create: (...values: Arguments) => Value,
): (...values: Arguments) => Value {
  let last: { values: Arguments; value: Value } | undefined;
  return (...values) => {
    if (!last?.values.every((value, index) => value === values[index])) {
      last = { values, value: create(...values) };
    }
    return last.value;
  };
}

/** Returns the current value: a promise if a key is an asynchronous function. */
export type Loader<Value> = () => Value | Promise<Value>;

/**
 * Creates a loader of what is created from the current signer.
 *
 * @param create - Creates the value. It is called again only when a key changes.
 */
export function createLoader<Signer, Value>(
  ring: KeyRing<Signer>,
  create: (signer: Signer) => Value,
): Loader<Value> {
  const remembered = rememberLast(create);
  const use = (keys: readonly string[]): Value => remembered(ring.signerOf(...keys));
  return () => {
    const keys = readKeys(ring);
    return keys.some(isPromise) ? Promise.all(keys).then(use) : use(keys as string[]);
  };
}

type CurrentKey = string | Promise<string>;

function readKeys({ sources }: KeyRing<unknown>): CurrentKey[] {
  return sources.map((source) => (typeof source === "function" ? source() : source));
}

/**
 * Returns what signs with the current keys.
 *
 * @throws {InvalidArgumentError} When a key is an asynchronous function.
 */
export function currentSigner<Signer>(ring: KeyRing<Signer>): Signer {
  const keys = readKeys(ring);
  for (const key of keys) if (isPromise(key)) key.then(undefined, () => {});
  const index = keys.findIndex(isPromise);
  const expectation = "must be a string or a synchronous function to sign without a request";
  requireThat(
    index < 0,
    index === 0 ? "accessKey" : "secretKey",
    `${expectation}, not an asynchronous function`,
  );
  return ring.signerOf(...(keys as string[]));
}

/** Defines the property `accessKey` of an object: text, or a hidden getter that calls the functions. */
export function defineAccessKey(target: object, ring: KeyRing<{ accessKey: string }>): void {
  const read = (): string => currentSigner(ring).accessKey;
  const property = isConstant(ring) ? { value: read(), enumerable: true } : { get: read };
  Object.defineProperty(target, "accessKey", property);
}

/** Returns whether a value is a promise, also one of another realm or library. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof (value as Promise<Value> | undefined)?.then === "function";
}
