import { senders } from "./senders.js";

// Sends one file in one way, and prints what that cost as JSON: the sending alone, and the most
// memory that the process had.

const [name = "", text = "{}"] = process.argv.slice(2);
/** @type {import("./senders.js").Job} */
const job = JSON.parse(text);

const send = await senders[name]?.(job);
if (send === undefined) throw new Error(`There is no sender ${name}`);
const before = process.cpuUsage();
const startedAt = performance.now();
await send();
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs, peakMb }));
process.exit();
