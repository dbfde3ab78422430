/** What every method that sends a request takes besides its own parameters. */
export interface RequestOptions {
  /** Ends the call, its retries and its waits. */
  signal?: AbortSignal | undefined;
}
