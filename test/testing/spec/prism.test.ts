import { MissingPackageError } from "flip-pili/testing";
import { expect, test } from "vitest";
import { loadPrism } from "../../../src/testing/spec/prism.ts";

test("loadPrism() throws an error that names the missing package", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });

  const loading = loadPrism(() => Promise.reject(missing));

  await expect(loading).rejects.toThrow(MissingPackageError);
  await expect(loading).rejects.toMatchObject({
    message: "Cannot load Prism: run npm install -D @stoplight/prism-http@5.12",
    packages: ["@stoplight/prism-http"],
    cause: missing,
  });
});

test("loadPrism() rethrows other errors", async () => {
  const broken = new SyntaxError("Unexpected token");

  const loading = loadPrism(() => Promise.reject(broken));

  await expect(loading).rejects.toBe(broken);
});
