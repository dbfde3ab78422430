import type { MockClock } from "../clock.ts";
import type { ServiceOptions } from "../mock-api.ts";
import type { Generation } from "./generation.ts";
import { Lifecycle } from "./lifecycle.ts";
import { createState, type State } from "./state.ts";
import { Webhooks } from "./webhooks.ts";

/** Records and services that the handlers work with. Each reset replaces them. */
export interface TelestreamContext {
  readonly generation: Generation;
  readonly clock: MockClock;
  readonly state: State;
  readonly lifecycle: Lifecycle;
  readonly webhooks: Webhooks;
}

/** Creates the initial context. */
export function createContext(
  generation: Generation,
  options: Pick<ServiceOptions, "clock" | "connection" | "operations" | "factoryId" | "log">,
): TelestreamContext {
  const { clock, connection, operations, factoryId, log } = options;
  const webhooks = new Webhooks(clock, { connection, log });
  const lifecycle = new Lifecycle(clock, webhooks, generation.units);
  const state = createState(generation.readExamples(operations), factoryId);
  return { generation, clock, state, lifecycle, webhooks };
}
