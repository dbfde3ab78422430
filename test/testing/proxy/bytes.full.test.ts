import { expect, test } from "vitest";
import { passBodies } from "./pass-bodies.ts";

test("startProxy() forwards ten concurrent bodies of 20 MB", async () => {
  const { sent, received } = await passBodies(10, 20 * 1024 * 1024);

  expect(received.sort()).toEqual(sent.sort());
});
