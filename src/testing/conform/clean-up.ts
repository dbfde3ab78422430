import { entriesOf, textOf } from "./answer.ts";
import type { Belonging, Belongings } from "./belongings.ts";
import type { Caller } from "./caller.ts";
import type { Search } from "./conform-api.ts";
import type { Leftover } from "./report.ts";
import type { TrialSettings } from "./trial-settings.ts";

/** What a run leaves behind, and how it is found. */
export interface Remains {
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
