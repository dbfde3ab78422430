import { entriesOf, textOf } from "./answer.ts";
import type { Caller } from "./caller.ts";
import type { Search } from "./conform-api.ts";
import type { Leftover } from "./report.ts";
import type { TrialSettings } from "./trial.ts";
import type { TrialRequest } from "./unsigned-call.ts";

/** What a run leaves behind, and how it is found. */
interface Remains {
  readonly belongings: Belongings;
  readonly searches: readonly Search[];
  readonly settings: TrialSettings;
}

/** Deletes all that the run has created. What nobody told the id of is looked for by its name. */
export async function cleanUp(
  send: Caller,
  { belongings, searches, settings }: Remains,
): Promise<Leftover[]> {
  const leftovers = await belongings.clear((belonging) => remove(send, belonging));
  if (!belongings.hasUnknown) return leftovers;
  for (const search of searches) {
    for (const belonging of await find(send, search, settings)) belongings.add(belonging);
  }
  const others = await belongings.clear((belonging) => remove(send, belonging));
  const isNew = ({ id }: Leftover) => !leftovers.some((known) => known.id === id);
  return [...leftovers, ...others.filter(isNew)];
}

/** What is not there any more has been deleted, too. */
async function remove(send: Caller, { undo }: Belonging): Promise<string | undefined> {
  const { answer, failure } = await send(undo.operationId, undo.request);
  if (answer === undefined) return failure?.message;
  const { status } = answer;
  const isGone = (status >= 200 && status <= 299) || [404, 410, 612].includes(status);
  return isGone ? undefined : `${undo.operationId} answered ${status}`;
}

async function find(
  send: Caller,
  { kind, operationId, request, nameField, undo }: Search,
  settings: TrialSettings,
): Promise<Belonging[]> {
  const { answer } = await send(operationId, request(settings));
  return entriesOf(answer?.body).flatMap((entry) => {
    const id = textOf(entry, "id");
    const isOurs = textOf(entry, nameField)?.startsWith(settings.runName) === true;
    if (id === undefined || !isOurs) return [];
    return [{ kind, id, undo: { operationId: undo, request: { path: { id } } } }];
  });
}

/** Something that the run has created. */
interface Belonging {
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
