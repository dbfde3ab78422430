import type { operations } from "../../../flip/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type { MockClock } from "../clock.ts";
import type { ServiceOptions } from "../mock-api.ts";
import { Lifecycle } from "./lifecycle.ts";
import { createState, type State } from "./state.ts";
import { Webhooks } from "./webhooks.ts";

/** Records and services that the handlers work with. Each reset replaces them. */
export interface FlipContext {
  readonly clock: MockClock;
  readonly state: State;
  readonly lifecycle: Lifecycle;
  readonly webhooks: Webhooks;
}

/** Creates the initial context. */
export function createFlipContext(
  options: Pick<ServiceOptions, "clock" | "connection" | "operations" | "factoryId" | "log">,
): FlipContext {
  const { clock, connection, factoryId, log } = options;
  const webhooks = new Webhooks(clock, { connection, log });
  const lifecycle = new Lifecycle(clock, webhooks);
  const state = createState(createFindExample<operations>(options.operations), factoryId);
  return { clock, state, lifecycle, webhooks };
}
