import type { Clock } from "../clock.ts";
import type { ServiceOptions } from "../service.ts";
import { Lifecycle } from "./lifecycle.ts";
import { createState, type State } from "./state.ts";
import { Webhooks } from "./webhooks.ts";

/** Everything there is, from one reset to the next. */
export interface World {
  readonly clock: Clock;
  readonly state: State;
  readonly lifecycle: Lifecycle;
  readonly webhooks: Webhooks;
}

/** A world in which nothing has happened yet. */
export function createWorld({
  clock,
  findExample,
  factoryId,
}: Pick<ServiceOptions, "clock" | "findExample" | "factoryId">): World {
  const webhooks = new Webhooks(clock);
  const lifecycle = new Lifecycle(clock, webhooks);
  return { clock, state: createState(findExample, factoryId), lifecycle, webhooks };
}
