import type { Command } from "commander";
import type { CommandContext } from "./terminal.ts";

/** A command of the program. Its module is loaded when the command is called. */
interface CommandEntry {
  readonly name: string;
  /** Description in one line, without a full stop. */
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
}

/** Adds arguments, options, help and action to a command. */
type DefineCommand = (command: Command, context: CommandContext) => void;

/** The commands, in the order in which the help lists them. */
export const commands: readonly CommandEntry[] = [
  {
    name: "flip",
    summary: "call the API of Flip: videos, encodings, profiles, factories, notifications",
    load: async () => (await import("./commands/flip.ts")).defineFlip,
  },
  {
    name: "pili",
    summary: "call the API of Pili: streams",
    load: async () => (await import("./commands/pili.ts")).definePili,
  },
  {
    name: "login",
    summary: "store the keys of an account in a profile",
    load: async () => (await import("./commands/login.ts")).defineLogin,
  },
  {
    name: "sign",
    summary: "sign a request without sending it, or a token of a room",
    load: async () => (await import("./commands/sign.ts")).defineSign,
  },
  {
    name: "url",
    summary: "print the URLs of a Pili stream",
    load: async () => (await import("./commands/url.ts")).defineUrl,
  },
  {
    name: "upload",
    summary: "upload files to Flip, or resume uploads",
    load: async () => (await import("./commands/upload.ts")).defineUpload,
  },
  {
    name: "fleet",
    summary: "upload files from many machines",
    load: async () => (await import("./commands/fleet.ts")).defineFleet,
  },
  {
    name: "mock",
    summary: "start a mock server of an API",
    load: async () => (await import("./commands/mock.ts")).defineMock,
  },
  {
    name: "proxy",
    summary: "forward traffic and report spec violations",
    load: async () => (await import("./commands/proxy.ts")).defineProxy,
  },
  {
    name: "conform",
    summary: "call every operation of an API and check the responses against the spec",
    load: async () => (await import("./commands/conform.ts")).defineConform,
  },
  {
    name: "completion",
    summary: "print the completion script of a shell",
    load: async () => (await import("./commands/completion.ts")).defineCompletion,
  },
];
