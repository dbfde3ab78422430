/** What a run was asked for, as its steps need it. */
export interface TrialSettings {
  /** Begins with this: the names of all that the run creates. */
  readonly runName: string;
  /** Gives a name that nothing has, each time another. */
  readonly newName: () => string;
  readonly factoryId: string | undefined;
  readonly hub: string;
  /** Where the service finds a video, in place of a file. */
  readonly sourceUrl: string | undefined;
  /** Stream with a recording, from which files may be made. */
  readonly recordedStream: string | undefined;
  /** Most time to wait for a change of state, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}
