import type { Service, ServiceOptions } from "../simulation/service.ts";

/** Answers with the spec's examples. */
export function createPiliService({ findExample }: ServiceOptions): Service {
  return {
    uploads: undefined,
    deliveries: [],
    answer: ({ operation }) => ({ status: 200, body: findExample(operation.id) }),
    reset() {},
    close: async () => {},
  };
}
