import { flip } from "./apis/flip.ts";
import { flip31 } from "./apis/flip-3.1.ts";
import { pili } from "./apis/pili.ts";
import { piliV2 } from "./apis/pili-v2.ts";
import { rtc } from "./apis/rtc.ts";
import type { Contract } from "./contract.ts";

/** The contracts of all APIs. */
export const contracts: readonly Contract[] = [flip, flip31, pili, piliV2, rtc];
