import type { UploadAnswer } from "../transport.ts";

/** Something under way that can be ended before it has its answer. */
export interface Abortable {
  readonly answer: Promise<UploadAnswer>;
  abort(reason: unknown): void;
}

/**
 * Ends what is under way when its signal is aborted.
 *
 * There is one listener for all that share a signal, and they are in an array. With a listener for each,
 * or a `Set`, all of them and everything that they hold would stay in memory until the next full
 * collection of garbage: what was removed from these leads to what came after it.
 */
export class AbortGroups {
  readonly #groups = new WeakMap<AbortSignal, Abortable[]>();

  async join(signal: AbortSignal, member: Abortable): Promise<UploadAnswer> {
    const group = this.#groups.get(signal) ?? this.#open(signal);
    group.push(member);
    try {
      return await member.answer;
    } finally {
      group.splice(group.indexOf(member), 1);
    }
  }

  #open(signal: AbortSignal): Abortable[] {
    const group: Abortable[] = [];
    this.#groups.set(signal, group);
    signal.addEventListener("abort", () => {
      for (const member of group) member.abort(signal.reason);
    });
    return group;
  }
}
