#!/usr/bin/env node
import { constants } from "node:os";
import { run } from "./main.ts";
import type { Interruption } from "./terminal.ts";

const { stdin, stdout, stderr } = process;

// The reader of a pipe may stop reading: `flip-pili … | head`.
stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit();
});

process.exitCode = await run(
  process.argv.slice(2),
  { stdin, stdout, stderr, interruption },
  process.env,
);

function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (signal: Interruption["signal"]) => {
    if (controller.signal.aborted) process.exit(128 + constants.signals[signal]);
    controller.abort({ signal } satisfies Interruption);
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return controller.signal;
}
