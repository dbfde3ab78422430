import { requireFaultKind } from "./plan-course.ts";
import type { UploadFault } from "./upload-fault.ts";

/** What a fault is looked up by. */
export interface FaultTarget {
  readonly method: string;
  readonly part: number | undefined;
  readonly session: string;
}

interface ScriptedFault {
  readonly fault: UploadFault;
  /** Requests that matched. */
  seen: number;
  /** Requests that met it. */
  used: number;
}

/** Faults that make sense with certain methods only. */
const methodsOf = new Map<UploadFault["kind"], readonly string[]>([
  ["duplicateMissing", ["GET"]],
  ["unsorted", ["GET"]],
  ["outOfRange", ["GET"]],
  ["bitFlip", ["PUT", "POST"]],
  ["readSlowly", ["PUT", "POST"]],
]);

/** Faults in the order in which they were scripted. */
export class FaultScript {
  readonly #faults: ScriptedFault[] = [];

  /** @throws {InvalidArgumentError} When there is no such fault. */
  add(faults: readonly UploadFault[]): void {
    for (const { kind } of faults) requireFaultKind(kind);
    this.#faults.push(...faults.map((fault) => ({ fault, seen: 0, used: 0 })));
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** The fault of a request: of several the first. */
  take(target: FaultTarget): UploadFault | undefined {
    const matching = this.#faults.filter(({ fault }) => isFor(fault, target));
    for (const scripted of matching) scripted.seen += 1;
    const found = matching.find(isDue);
    if (found !== undefined) found.used += 1;
    return found?.fault;
  }

  /** Faults that wait for a request, or for another one. */
  get unused(): UploadFault[] {
    return this.#faults.filter(isUnused).map(({ fault }) => fault);
  }
}

function isFor(fault: UploadFault, { method, part, session }: FaultTarget): boolean {
  const wanted: readonly string[] = [fault.method ?? method].flat();
  const sensible = methodsOf.get(fault.kind) ?? wanted;
  return (
    wanted.includes(method) &&
    sensible.includes(method) &&
    (fault.part === undefined || fault.part === part) &&
    (fault.session === undefined || fault.session === session)
  );
}

function isDue({ fault: { nth = 1, times = 1 }, seen, used }: ScriptedFault): boolean {
  return seen >= nth && used < times;
}

function isUnused({ fault: { times = 1 }, used }: ScriptedFault): boolean {
  return times === Infinity ? used === 0 : used < times;
}
