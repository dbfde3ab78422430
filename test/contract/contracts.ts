import { flip } from "./apis/flip.ts";
import { pili } from "./apis/pili.ts";
import type { Contract } from "./contract.ts";

/** The contracts of all APIs. */
export const contracts: readonly Contract[] = [flip, pili];
