import { createTransport } from "#transport";
import { requireInteger } from "../../http/argument-checks.ts";
import { createHidden } from "../../http/hidden.ts";
import { onAbort } from "../../http/signals.ts";
import type { ConnectionOptions, Transport } from "../../http/transport/transport.ts";
import { BufferPool, ReadBuffers } from "../protocol/range-body.ts";

const budgets = /* @__PURE__ */ createHidden<SharedBudget>();

/**
 * Number of parts in flight that several uploads share: see the option `budget`.
 *
 * A connection that becomes free goes to the upload that has the fewest, so that none has to wait until
 * another one ends, and an upload that is alone uses all of them.
 */
export class ConnectionBudget {
  /** Maximum number of parts in flight of all uploads together. */
  readonly connections: number;

  /** @throws {InvalidArgumentError} When the number is not an integer from 1 to 1024. */
  constructor(connections: number) {
    this.connections = requireInteger("connections", connections, 1, 1024);
    budgets.set(this, new SharedBudget(connections));
  }
}

/** Returns what one upload uses of a budget. */
export function joinBudget(budget: ConnectionBudget): BudgetShare {
  return { budget: budgets.of(budget), active: 0 };
}

/** Connections of one upload. */
export interface BudgetShare {
  readonly budget: SharedBudget;
  /** Number in use. */
  active: number;
}

interface Waiting {
  readonly share: BudgetShare;
  readonly grant: () => void;
}

/** What the running uploads with the same options share. */
interface SharedConnections {
  readonly transport: Transport;
  readonly buffers: ReadBuffers;
}

class SharedBudget {
  /** Read buffers of all uploads. */
  readonly #pool = new BufferPool();
  /** Open connections of the uploads that are running, by their options. */
  readonly #connections = new Map<ConnectionOptions, SharedConnections & { users: number }>();
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(connections: number) {
    this.#free = connections;
  }

  /** Opens connections that uploads with the same options use one after the other, until none is running. */
  openConnections(options: ConnectionOptions): SharedConnections {
    const shared = this.#connections.get(options) ?? this.#createConnections(options);
    this.#connections.set(options, shared);
    shared.users++;
    const { transport, buffers } = shared;
    return {
      buffers,
      transport: {
        progress: transport.progress,
        send: (exchange) => transport.send(exchange),
        close: () => {
          if (--shared.users > 0) return;
          this.#connections.delete(options);
          transport.close();
        },
      },
    };
  }

  #createConnections(options: ConnectionOptions): SharedConnections & { users: number } {
    const transport = createTransport(options);
    return { transport, buffers: new ReadBuffers(transport, this.#pool), users: 0 };
  }

  /** Waits for a connection. Rejects with the signal's reason. */
  acquire(share: BudgetShare, signal: AbortSignal): Promise<void> | undefined {
    signal.throwIfAborted();
    if (this.#free > 0) return this.#take(share);
    return new Promise((resolve, reject) => {
      const waiting = {
        share,
        grant: () => {
          unlink();
          resolve(this.#take(share));
        },
      };
      this.#waiting.push(waiting);
      const unlink = onAbort(signal, (reason) => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(reason);
      });
    });
  }

  release(share: BudgetShare): void {
    share.active--;
    this.#free++;
    const next = this.#waiting.reduce<Waiting | undefined>(
      (least, other) => (least && least.share.active <= other.share.active ? least : other),
      undefined,
    );
    if (next === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.grant();
  }

  #take(share: BudgetShare): undefined {
    share.active++;
    this.#free--;
  }
}

/** One connection, which a part uses while it is sent, not while it waits for a retry. */
export class ConnectionSlot {
  readonly #share: BudgetShare | undefined;
  readonly #signal: AbortSignal;
  #isHeld = false;

  /** @param share - Without one, there is always a connection. */
  constructor(share: BudgetShare | undefined, signal: AbortSignal) {
    this.#share = share;
    this.#signal = signal;
  }

  /** Waits for the connection. Rejects with the signal's reason. */
  async acquire(): Promise<void> {
    if (this.#share === undefined || this.#isHeld) return;
    await this.#share.budget.acquire(this.#share, this.#signal);
    this.#isHeld = true;
  }

  /** May be called again. */
  release(): void {
    if (this.#share === undefined || !this.#isHeld) return;
    this.#isHeld = false;
    this.#share.budget.release(this.#share);
  }
}
