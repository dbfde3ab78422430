import { Argument } from "commander";

/** A service that commands speak to. */
export type ServiceName = "flip" | "pili";

/** What people call the services. */
export const titles: Readonly<Record<ServiceName, string>> = { flip: "Flip", pili: "Pili" };

/** The argument that names a service. */
export function serviceArgument(): Argument {
  return new Argument("<service>", "which service").choices(["flip", "pili"]);
}
