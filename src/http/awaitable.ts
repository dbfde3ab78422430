/**
 * Work that begins when it is first awaited, and is done once however often that happens.
 *
 * Can stand wherever a promise can.
 */
export abstract class Awaitable<Value> implements PromiseLike<Value> {
  #result: Promise<Value> | undefined;

  /** Does the work. */
  protected abstract run(): Promise<Value>;

  // biome-ignore lint/suspicious/noThenProperty: being awaited is the purpose.
  then<Done = Value, Failed = never>(
    onFulfilled?: ((value: Value) => Done | PromiseLike<Done>) | null,
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#start().then(onFulfilled, onRejected);
  }

  catch<Failed = never>(
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Value | Failed> {
    return this.#start().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Value> {
    return this.#start().finally(onFinally);
  }

  #start(): Promise<Value> {
    this.#result ??= this.run();
    return this.#result;
  }
}
