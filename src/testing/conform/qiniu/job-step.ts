import { fieldOf } from "../response.ts";
import { expectEventually } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { StepAborted, type StepContext } from "../step-context.ts";

/** Final states of a job: done, failed, done without a notification. */
const endStates: readonly unknown[] = [0, 3, 4];
const unknownJob: readonly number[] = [612];

/** The job that an earlier step has started. */
export const jobStep: Step = {
  operationId: "getJob",
  run: followJob,
  rejections: [
    {
      name: "rejects an unknown job",
      statuses: unknownJob,
      request: () => ({ query: { id: "z1.000000000000000000000000" } }),
    },
    { name: "rejects a request without an id", statuses: [400], request: () => ({}) },
  ],
};

async function followJob(context: StepContext): Promise<void> {
  const id = context.resources.any("job");
  if (id === undefined) {
    context.skipMain("no job was started");
    throw new StepAborted("There is no job");
  }
  const isSettled = (body: unknown) => endStates.includes(fieldOf(body, "code"));
  const lookup = { operationId: "getJob", request: { query: { id } } };
  await expectEventually(context, "finishes", lookup, isSettled);
}
