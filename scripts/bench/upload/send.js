import { peakMemoryMb } from "../peak-memory.js";
import { senders } from "./senders.js";

// Sends one file with one sender, and prints the cost as JSON: the time of sending alone, and the peak
// memory of the process.

const [name = "", text = "{}"] = process.argv.slice(2);
/** @type {import("./senders.js").Job} */
const job = JSON.parse(text);

const send = await senders[name]?.(job);
if (send === undefined) throw new Error(`Unknown sender: ${name}`);
const before = process.cpuUsage();
const startedAt = performance.now();
await send();
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
const peakMb = peakMemoryMb();
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs, peakMb }));
process.exit();
