import { test } from "vitest";
import { interruptOften } from "./interrupt-often.ts";

test("UploadSession can be interrupted a hundred times", async () => {
  await interruptOften(100);
});
