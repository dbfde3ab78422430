import type { operations } from "../../../flip/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type { Clock } from "../clock.ts";
import type { ServiceOptions } from "../mock-api.ts";
import { Lifecycle } from "./lifecycle.ts";
import { createState, type State } from "./state.ts";
import { Webhooks } from "./webhooks.ts";

/** Everything that exists between two resets. */
export interface World {
  readonly clock: Clock;
  readonly state: State;
  readonly lifecycle: Lifecycle;
  readonly webhooks: Webhooks;
}

/** Creates the initial world. */
export function createWorld(
  options: Pick<ServiceOptions, "clock" | "operations" | "factoryId">,
): World {
  const { clock, factoryId } = options;
  const webhooks = new Webhooks(clock);
  const lifecycle = new Lifecycle(clock, webhooks);
  const state = createState(createFindExample<operations>(options.operations), factoryId);
  return { clock, state, lifecycle, webhooks };
}
