import { expect, test } from "vitest";
import { BodyBuffer } from "../../../src/testing/proxy/proxied-exchange.ts";

test("BodyBuffer stores a body up to its maximum length", () => {
  const body = new BodyBuffer(5);

  body.write(Buffer.from("ab"));
  body.write(Buffer.from("cde"));

  expect(body.isTooLong).toBe(false);
  expect(String(body.bytes)).toBe("abcde");
});

test("BodyBuffer stores nothing of a body that is too long", () => {
  const body = new BodyBuffer(5);

  for (const chunk of ["ab", "cde", "f", "g"]) body.write(Buffer.from(chunk));

  expect(body).toMatchObject({ isTooLong: true, size: 7 });
  expect(body.bytes).toHaveLength(0);
});
