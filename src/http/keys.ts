import { InvalidArgumentError } from "./errors.ts";

/**
 * A key, or a function that returns the current one, so that keys can be rotated.
 *
 * A function is called before each attempt. Functions of both keys are called together, without other
 * code in between. Errors that they throw reach the caller unchanged and are not retried.
 */
export type KeySource = string | (() => string | Promise<string>);

interface KeyRingOptions<Signer> {
  readonly accessKey: KeySource;
  readonly secretKey: KeySource;
  /**
   * Creates what signs with the keys.
   *
   * @throws {InvalidArgumentError} When a key is not valid.
   */
  readonly createSigner: (accessKey: string, secretKey: string) => Signer;
}

/** The keys of an account, and what signs with them. It is created again only when a key changes. */
export class KeyRing<Signer> {
  readonly #options: KeyRingOptions<Signer>;
  readonly #isConstant: boolean;
  #last: { accessKey: string; secretKey: string; signer: Signer } | undefined;

  /** @throws {InvalidArgumentError} When a key is neither a function nor valid. */
  constructor(options: KeyRingOptions<Signer>) {
    const { accessKey, secretKey } = options;
    this.#options = options;
    this.#isConstant = typeof accessKey !== "function" && typeof secretKey !== "function";
    if (this.#isConstant) this.currentSync();
  }

  /** Whether no key is a function. */
  get isConstant(): boolean {
    return this.#isConstant;
  }

  /** Returns what signs with the current keys: a promise if a key is an asynchronous function. */
  current(): Signer | Promise<Signer> {
    if (this.#isConstant && this.#last !== undefined) return this.#last.signer;
    const keys = this.#read();
    if (keys.some(isPromise)) return Promise.all(keys).then((values) => this.#use(values));
    return this.#use(keys as [string, string]);
  }

  /**
   * Returns what signs with the current keys.
   *
   * @throws {InvalidArgumentError} When a key is an asynchronous function.
   */
  currentSync(): Signer {
    if (this.#isConstant && this.#last !== undefined) return this.#last.signer;
    const keys = this.#read();
    for (const key of keys) if (isPromise(key)) key.then(undefined, () => {});
    const index = keys.findIndex(isPromise);
    if (index === -1) return this.#use(keys as [string, string]);
    const argument = index === 0 ? "accessKey" : "secretKey";
    const expectation = "must be a string or a synchronous function to sign without a request";
    throw new InvalidArgumentError(argument, `${expectation}, not an asynchronous function`);
  }

  #read(): [string | Promise<string>, string | Promise<string>] {
    const { accessKey, secretKey } = this.#options;
    return [readKey(accessKey), readKey(secretKey)];
  }

  #use([accessKey, secretKey]: [string, string]): Signer {
    const last = this.#last;
    if (last !== undefined && last.accessKey === accessKey && last.secretKey === secretKey) {
      return last.signer;
    }
    const signer = this.#options.createSigner(accessKey, secretKey);
    this.#last = { accessKey, secretKey, signer };
    return signer;
  }
}

/** Defines the property `accessKey` of an object: text, or a hidden getter that calls the functions. */
export function defineAccessKey(target: object, keys: KeyRing<{ accessKey: string }>): void {
  const read = (): string => keys.currentSync().accessKey;
  const property = keys.isConstant ? { value: read(), enumerable: true } : { get: read };
  Object.defineProperty(target, "accessKey", property);
}

/** Returns the current value: a promise if a key is an asynchronous function. */
export type Loader<Value> = () => Value | Promise<Value>;

/** Creates a loader whose value is created from that of another, again only when that one changes. */
export function mapLoader<Source, Value>(
  load: Loader<Source>,
  create: (source: Source) => Value,
): Loader<Value> {
  let last: { source: Source; value: Value } | undefined;
  const use = (source: Source): Value => {
    if (last?.source !== source) last = { source, value: create(source) };
    return last.value;
  };
  return () => {
    const source = load();
    return isPromise(source) ? source.then(use) : use(source);
  };
}

function readKey(key: KeySource): string | Promise<string> {
  return typeof key === "function" ? key() : key;
}

/** Returns whether a value is a promise, also one of another realm or library. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof (value as Promise<Value> | undefined)?.then === "function";
}
