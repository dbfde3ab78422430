/** Returns the peak resident memory of this process, in mebibytes. */
export function peakMemoryMb(): number;
