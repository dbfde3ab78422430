import type { Violation } from "../exchange/recorded-request.ts";
import { fieldOf, idsOf, listOf, type ReceivedAnswer, textOf } from "./answer.ts";
import { StepEnd, type Trial } from "./trial.ts";
import type { TrialRequest } from "./unsigned-call.ts";

/** A call of another operation, which shows what the one before has done. */
export interface Look {
  readonly operationId: string;
  readonly request: TrialRequest;
}

/** Checks that an object is found again as it was answered, in the fields that both answers have. */
export async function expectSame(
  trial: Trial,
  answer: ReceivedAnswer,
  { operationId, request }: Look,
  fields: readonly string[],
): Promise<void> {
  const found = await trial.call(operationId, request);
  const isBoth = (name: string) =>
    fieldOf(answer.body, name) !== undefined && fieldOf(found.body, name) !== undefined;
  const wanted = fields.filter(isBoth).map((name) => [name, fieldOf(answer.body, name)] as const);
  const violations = differences(found.body, Object.fromEntries(wanted));
  trial.check(`is found again by ${operationId}`, violations, found);
}

/** Checks that what was changed is found changed. */
export async function expectChanged(
  trial: Trial,
  wanted: Readonly<Record<string, unknown>>,
  { operationId, request }: Look,
): Promise<void> {
  const found = await trial.call(operationId, request);
  trial.check(`shows in ${operationId}`, differences(found.body, wanted), found);
}

/** Checks that what was deleted is found no more, and forgets it if so. */
export async function expectGone(
  trial: Trial,
  { kind, id }: { kind: string; id: string },
  statuses: readonly number[],
  { operationId, request }: Look,
): Promise<void> {
  const name = `is gone afterwards, as ${operationId} shows`;
  const isGone = await trial.refuse({ name, statuses, operationId, request });
  if (isGone) trial.belongings.forget(kind, id);
}

/** As many entries as the services give on a page, at most. */
const fullPage = 100;

/** Checks that an entry is in a list. On a page that is full it may be missing: it can be on another. */
export function expectListed(trial: Trial, answer: ReceivedAnswer, id: string): void {
  const name = "lists what was created";
  const ids = idsOf(answer.body);
  const isListed = ids.includes(id);
  if (!isListed && ids.length >= fullPage) {
    trial.skip(name, "the first page is full of others");
    return;
  }
  const message = `The list must hold ${id}, which was created before`;
  trial.check(name, isListed ? [] : [inBody("list", message)], answer);
}

/** Checks that all entries of a filtered list have what they were filtered by. */
export function expectFiltered(
  trial: Trial,
  { name, list, field, value }: { name: string; list: unknown; field: string; value: string },
): void {
  const wrong = listOf(list).findIndex((entry) => textOf(entry, field) !== value);
  const message = `Every entry must have the ${field} that was asked for`;
  const violations = wrong < 0 ? [] : [inBody("filter", message, String(wrong), field)];
  trial.check(name, violations);
}

/** The id of the run's own thing, which a step before has created. */
export function ownId(trial: Trial, kind: string): string {
  const [id] = trial.belongings.own(kind);
  if (id === undefined) throw new StepEnd(`There is no ${kind}`);
  return id;
}

/** A violation in the body of an answer. */
export function inBody(rule: string, message: string, ...path: string[]): Violation {
  return { location: ["response", "body", ...path], message, rule };
}

function differences(body: unknown, wanted: Readonly<Record<string, unknown>>): Violation[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !isEqual(fieldOf(body, name), value))
    .map(([name]) =>
      inBody("same", `Field ${name} must be what was answered or sent before`, name),
    );
}

/** Numbers may come as text: the services take and give both. Of an object only the wanted fields count. */
function isEqual(found: unknown, wanted: unknown): boolean {
  if (typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)) {
    return Object.entries(wanted).every(([name, value]) => isEqual(fieldOf(found, name), value));
  }
  if (Array.isArray(wanted)) return JSON.stringify(found) === JSON.stringify(wanted);
  return found === wanted || String(found) === String(wanted);
}
