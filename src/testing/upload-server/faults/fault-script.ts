import { requireOneOf } from "../../../http/argument-checks.ts";
import { faultKinds } from "./plan-effects.ts";
import type { UploadFault } from "./upload-fault.ts";

/** Properties of a request, or of a connection before its handshake, by which its fault is found. */
interface FaultTarget {
  /** Method of the request, or `handshake`. */
  readonly method: string;
  readonly part?: number | undefined;
  readonly tag?: string | undefined;
  readonly session?: string;
}

/** Faults in the order in which they were scripted. */
export class FaultScript {
  readonly #faults: ScriptedFault[] = [];

  /** @throws {InvalidArgumentError} When a fault has an unknown kind. */
  add(faults: readonly UploadFault[]): void {
    for (const { kind } of faults) requireFaultKind(kind);
    this.#faults.push(...faults.map((fault) => ({ fault, seen: 0, used: 0 })));
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Returns the fault of a request: the first one that is due. */
  take(target: FaultTarget): UploadFault | undefined {
    const matching = this.#faults.filter(({ fault }) => isFor(fault, target));
    for (const scripted of matching) scripted.seen += 1;
    const found = matching.find(isDue);
    if (found !== undefined) found.used += 1;
    return found?.fault;
  }

  /** Faults that requests have triggered fewer times than was scripted. */
  get unused(): UploadFault[] {
    return this.#faults.filter(isUnused).map(({ fault }) => fault);
  }
}

interface ScriptedFault {
  readonly fault: UploadFault;
  /** Number of requests that matched. */
  seen: number;
  /** Number of requests that triggered it. */
  used: number;
}

/** Faults that apply to certain methods only. */
const methodsOf = new Map<UploadFault["kind"], readonly string[]>([
  ["duplicateMissing", ["GET"]],
  ["unsorted", ["GET"]],
  ["outOfRange", ["GET"]],
  ["bitFlip", ["PUT", "POST"]],
  ["readSlowly", ["PUT", "POST"]],
]);

function isFor(fault: UploadFault, { method, part, tag = "", session }: FaultTarget): boolean {
  if (method === "handshake" || fault.kind === "handshake") return fault.kind === method;
  const wanted: readonly string[] = [fault.method ?? method].flat();
  const applicable = methodsOf.get(fault.kind) ?? wanted;
  return (
    wanted.includes(method) &&
    applicable.includes(method) &&
    (fault.part === undefined || fault.part === part) &&
    (fault.tag === undefined || fault.tag === tag) &&
    (fault.session === undefined || fault.session === session)
  );
}

function isDue({ fault: { nth = 1, times = 1 }, seen, used }: ScriptedFault): boolean {
  return seen >= nth && used < times;
}

function isUnused({ fault: { times = 1 }, used }: ScriptedFault): boolean {
  return times === Infinity ? used === 0 : used < times;
}

function requireFaultKind(kind: string): void {
  requireOneOf("kind", kind, faultKinds());
}
