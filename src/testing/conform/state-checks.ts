import type { Violation } from "../exchange/violation.ts";
import type { StepRequest } from "./caller.ts";
import { type CallResponse, entriesOf, fieldOf, idsOf, textField } from "./response.ts";
import type { Step } from "./step.ts";
import { StepAborted, type StepContext } from "./step-context.ts";

/** A call of another operation, which shows the effect of the previous one. */
interface Lookup {
  readonly operationId: string;
  readonly request: StepRequest;
}

/** Returns the lookup of a resource by the id in the path. */
export function lookupById(operationId: string, id: string): Lookup {
  return { operationId, request: { path: { id } } };
}

/** Checks that a lookup returns the same object, in the fields that both responses have. */
export async function expectEqual(
  context: StepContext,
  response: CallResponse,
  { operationId, request }: Lookup,
  fields: readonly string[],
): Promise<void> {
  const found = await context.call(operationId, request);
  const isBoth = (name: string) =>
    fieldOf(response.body, name) !== undefined && fieldOf(found.body, name) !== undefined;
  const wanted = fields.filter(isBoth).map((name) => [name, fieldOf(response.body, name)] as const);
  const violations = differences(found.body, Object.fromEntries(wanted));
  context.check(`is returned by ${operationId}`, violations, found);
}

/** Checks that a lookup returns the changed fields. */
export async function expectChanged(
  context: StepContext,
  wanted: Readonly<Record<string, unknown>>,
  { operationId, request }: Lookup,
): Promise<void> {
  const found = await context.call(operationId, request);
  context.check(`is visible in ${operationId}`, differences(found.body, wanted), found);
}

/** Checks that a deleted resource is not found any more, and forgets it in that case. */
export async function expectGone(
  context: StepContext,
  { kind, id }: { kind: string; id: string },
  statuses: readonly number[],
  { operationId, request }: Lookup,
): Promise<void> {
  const name = `is no longer found by ${operationId}`;
  const isGone = await context.expectRejection({ name, statuses, operationId, request });
  if (isGone) context.resources.forget(kind, id);
}

/** Checks that a lookup eventually meets a condition. After the timeout the check is skipped. */
export async function expectEventually(
  context: StepContext,
  name: string,
  { operationId, request }: Lookup,
  isDone: (body: unknown) => boolean,
): Promise<void> {
  const response = await context.until(operationId, request, isDone);
  if (response === undefined) context.skip(name, "it exceeded the timeout");
  else context.check(name, [], response);
}

/** A resource whose deletion is checked. */
interface Deletion {
  readonly kind: string;
  readonly deletedBy: string;
  /** Operation that finds the resource by its id before it is deleted. */
  readonly foundBy: string;
  /** Statuses of the response to an unknown id. */
  readonly unknownId: readonly number[];
}

/** Returns the step that deletes a resource of the run. */
export function deletionStep({ kind, deletedBy, foundBy, unknownId }: Deletion): Step {
  return {
    operationId: deletedBy,
    needs: [kind],
    target: kind,
    async after(context) {
      const id = ownId(context, kind);
      await expectGone(context, { kind, id }, unknownId, lookupById(foundBy, id));
    },
    unknownId,
  };
}

/** Maximum number of entries per page of the services. */
const fullPage = 100;

/** Checks that an entry is in a list. With a full page the check is skipped: the entry may be on another. */
export function expectListed(
  context: StepContext,
  response: CallResponse,
  id: string,
  listedIds: (body: unknown) => readonly string[] = idsOf,
): void {
  const name = "lists the created resource";
  const ids = listedIds(response.body);
  const isListed = ids.includes(id);
  if (!isListed && ids.length >= fullPage) {
    context.skip(name, "the first page is full of other entries");
    return;
  }
  const message = `The list must contain ${id}, which was created before`;
  context.check(name, isListed ? [] : [inBody("list", message)], response);
}

/** Checks that all entries of a filtered list match the filter. */
export function expectFiltered(
  context: StepContext,
  { name, list, field, value }: { name: string; list: unknown; field: string; value: string },
): void {
  const wrong = entriesOf(list).findIndex((entry) => textField(entry, field) !== value);
  const message = `Every entry must have the requested ${field}`;
  const violations = wrong < 0 ? [] : [inBody("filter", message, String(wrong), field)];
  context.check(name, violations);
}

/**
 * Returns the id of a resource that a previous step of the run has created.
 *
 * @throws {StepAborted} When there is none.
 */
export function ownId(context: StepContext, kind: string): string {
  const [id] = context.resources.own(kind);
  if (id === undefined) throw new StepAborted(`There is no ${kind}`);
  return id;
}

/** Creates a violation in the body of a response. */
export function inBody(rule: string, message: string, ...path: string[]): Violation {
  return { location: ["response", "body", ...path], message, rule };
}

function differences(body: unknown, wanted: Readonly<Record<string, unknown>>): Violation[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !isEqual(fieldOf(body, name), value))
    .map(([name]) =>
      inBody("same", `Field ${name} must have the value that was returned or sent before`, name),
    );
}

/** Compares values. Numbers may be text: the services accept and return both. Extra fields are ignored. */
function isEqual(found: unknown, wanted: unknown): boolean {
  if (typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)) {
    return Object.entries(wanted).every(([name, value]) => isEqual(fieldOf(found, name), value));
  }
  if (Array.isArray(wanted)) return JSON.stringify(found) === JSON.stringify(wanted);
  return found === wanted || String(found) === String(wanted);
}

const pagingCheck = "returns every entry once across pages";
const maxEntries = 20;
const pageCount = 4;

/** A list with pages. */
export interface PagedList {
  /** Returns the ids of the first entries, up to a number. */
  readonly first: (count: number) => Promise<string[]>;
  /** Returns the ids from pages of a size, until there are enough of them or no page is left. */
  readonly pages: (size: number, count: number) => Promise<string[]>;
}

/** Checks that the pages of a list have the same entries as one large page. */
export async function checkPages(context: StepContext, list: PagedList): Promise<void> {
  // Other clients may change the list between two calls: then the second attempt decides.
  const result = (await comparePages(list)) ?? (await comparePages(list));
  if (result === "too short") return context.skip(pagingCheck, "there are fewer than two entries");
  const message = "The pages must have the entries of the whole list, each once and in its order";
  context.check(pagingCheck, result === "equal" ? [] : [inBody("paging", message)]);
}

async function comparePages(list: PagedList): Promise<"equal" | "too short" | undefined> {
  const whole = await list.first(maxEntries);
  if (whole.length < 2) return "too short";
  const size = Math.ceil(whole.length / pageCount);
  const paged = await list.pages(size, whole.length);
  const compared = paged.slice(0, whole.length);
  const isSame = compared.join() === whole.join();
  // With fewer entries than requested, the list has no others.
  const isWhole = whole.length < maxEntries ? paged.length === whole.length : true;
  return isSame && isWhole ? "equal" : undefined;
}

/** Returns the list of an operation that has `page` and `per_page`. */
export function numberedPages(context: StepContext, operationId: string): PagedList {
  const listIds = async (query: { page: number; per_page: number }) =>
    idsOf((await context.call(operationId, { query })).body);
  return {
    first: async (count) => (await listIds({ page: 1, per_page: count })).slice(0, count),
    async pages(size, count) {
      const ids: string[] = [];
      // One more than should be needed: it must be empty, if there are no other entries.
      const maxPages = Math.ceil(count / size) + 1;
      for (let page = 1; page <= maxPages; page++) {
        const found = await listIds({ page, per_page: size });
        for (const id of found) ids.push(id);
        if (found.length < size) break;
      }
      return ids;
    },
  };
}
