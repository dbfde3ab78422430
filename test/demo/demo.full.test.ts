import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

test("npm run demo prints plain text, and exits with 0", async () => {
  const command = ["--import", "tsx", "scripts/demo.ts"];
  const demo = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const reading = Promise.all([text(demo.stdout), text(demo.stderr)]);

  const [exitCode] = await once(demo, "exit");

  const [output, errors] = await reading;
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  expect(output).toContain("sent 378,259 bytes");
  expect(output).not.toContain("✗");
  expect(output).not.toContain("\u001b");
}, 60_000);
