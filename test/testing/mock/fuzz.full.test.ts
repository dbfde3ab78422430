import { test } from "vitest";
import { sendBadRequests, sendRandomBytes } from "./fuzz/fuzz-mock.ts";

test.each(["flip", "flip-3.1", "pili", "pili-v2", "rtc"] as const)(
  "startMockServer(%j) rejects 1,000 bad requests",
  async (api) => {
    await sendBadRequests(api, 1000);
  },
);

test.each(["flip", "flip-3.1", "pili", "pili-v2", "rtc"] as const)(
  "startMockServer(%j) survives 250 sequences of random bytes",
  async (api) => {
    await sendRandomBytes(api, 250);
  },
);
