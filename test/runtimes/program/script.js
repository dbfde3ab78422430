import { runChecks } from "./checks.js";

// A script without exports, for pages and edge-runtime.
globalThis.runChecks = runChecks;
