import { expect, test } from "vitest";
import { spawnBundle } from "./spawn-program.ts";

test("fleet says how to install the packages that it needs", async () => {
  const program = await spawnBundle(["fleet", "status"]);

  expect(await program.exit).toEqual([1, null]);
  expect(await program.stderr).toBe(
    "flip-pili: Cannot load BullMQ: run npm install bullmq@6 ioredis@5\n",
  );
});
