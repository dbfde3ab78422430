import type { Leftover } from "./report.ts";
import type { TrialRequest } from "./unsigned-call.ts";

/** Something that the run has created. */
export interface Belonging {
  readonly kind: string;
  readonly id: string;
  /** How it is deleted. */
  readonly undo: { readonly operationId: string; readonly request: TrialRequest };
}

/** Everything that the run has created and not yet deleted, and what it found to read. */
export class Belongings {
  /** Whether something may have been created whose id did not arrive. */
  hasUnknown = false;
  #own: Belonging[] = [];
  readonly #found = new Map<string, string>();

  add(belonging: Belonging): void {
    this.#own.push(belonging);
  }

  /** Takes note of something that somebody else has made: it is only read. */
  find(kind: string, id: string): void {
    if (!this.#found.has(kind)) this.#found.set(kind, id);
  }

  forget(kind: string, id: string): void {
    this.#own = this.#own.filter((known) => known.kind !== kind || known.id !== id);
  }

  /** Ids of the own things of a kind, the oldest first. */
  own(kind: string): string[] {
    return this.#own.filter((known) => known.kind === kind).map(({ id }) => id);
  }

  /** The own one, or one to read. */
  any(kind: string): string | undefined {
    return this.own(kind)[0] ?? this.#found.get(kind);
  }

  /**
   * Deletes all that is left, what was created last first.
   *
   * @param remove - Gives the reason why something could not be deleted, if it could not.
   * @returns What could not be deleted.
   */
  async clear(remove: (belonging: Belonging) => Promise<string | undefined>): Promise<Leftover[]> {
    const leftovers: Leftover[] = [];
    for (const belonging of this.#own.reverse()) {
      const { kind, id } = belonging;
      const reason = await remove(belonging);
      if (reason !== undefined) leftovers.push({ kind, id, reason });
    }
    this.#own = [];
    return leftovers;
  }
}
