import { readFileSync } from "node:fs";

/**
 * Returns the peak resident memory of this process, in mebibytes.
 *
 * On Linux `maxRSS` starts with the memory of the parent process, so the kernel's own record is read.
 *
 * @returns {number}
 */
export function peakMemoryMb() {
  try {
    const [, kibibytes] =
      /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return Number(kibibytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
