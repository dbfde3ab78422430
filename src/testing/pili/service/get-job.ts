import { parametersOf } from "../../received-call.ts";
import type { Handler } from "./handler.ts";
import { unknownJob } from "./pili-errors.ts";

export const getJob: Handler = (call, { jobs }) => {
  const { id } = parametersOf(call);
  const job = jobs.find(String(id));
  return job === undefined ? unknownJob : { status: 200, body: job };
};
