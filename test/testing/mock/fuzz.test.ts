import { test } from "vitest";
import { sendBadRequests, sendRandomBytes } from "./fuzz/fuzz-mock.ts";

test.each(["flip", "flip-3.1", "pili", "pili-v2", "rtc"] as const)(
  "startMockServer(%j) rejects bad requests",
  async (api) => {
    await sendBadRequests(api, 60);
  },
);

test.each(["flip", "flip-3.1", "pili", "pili-v2", "rtc"] as const)(
  "startMockServer(%j) survives random bytes",
  async (api) => {
    await sendRandomBytes(api, 20);
  },
);
