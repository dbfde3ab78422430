/**
 * Which `Host` an upstream sees: the one that the client sent, or the upstream's own. Signatures are
 * made over it.
 */
export type HostHeader = "keep" | "upstream";

/** Puts another name into the `Host` of a head, and leaves every other byte as it is. */
export function replaceHost(head: Buffer, authority: string): Buffer {
  const text = head.toString("latin1");
  return Buffer.from(text.replace(/^(host[ \t]*:[ \t]*)[^\r\n]*/im, `$1${authority}`), "latin1");
}
