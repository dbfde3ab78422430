import type { Command } from "commander";
import type { CommandContext } from "./terminal.ts";

/** Gives a command its arguments, options, help and action. */
export type DefineCommand = (command: Command, context: CommandContext) => void;

/** A command, of which only the name is known until it is called. */
export interface CommandEntry {
  readonly name: string;
  /** One line, without full stop. */
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

/** The commands, in the order of the help. Only what is called is loaded. */
export const commands: readonly CommandEntry[] = [
  {
    name: "sign",
    summary: "sign a request that something else will send",
    load: async () => (await import("./commands/sign.ts")).defineSign,
  },
  {
    name: "url",
    summary: "make the URLs of a Pili stream",
    load: async () => (await import("./commands/url.ts")).defineUrl,
  },
  {
    name: "upload",
    summary: "upload a file to Flip, and resume where it stopped",
    load: async () => (await import("./commands/upload.ts")).defineUpload,
  },
  {
    name: "mock",
    summary: "start a mock server of Flip or Pili",
    load: async () => (await import("./commands/mock.ts")).defineMock,
  },
  {
    name: "proxy",
    summary: "pass traffic on, and report what breaks the spec",
    load: async () => (await import("./commands/proxy.ts")).defineProxy,
  },
  {
    name: "conform",
    summary: "try every operation of a service against the spec",
    load: async () => (await import("./commands/conform.ts")).defineConform,
  },
];
