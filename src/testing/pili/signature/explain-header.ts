/** What the header must not be like: the first that fits is what is wrong. */
const faults: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^(?!Qiniu )/, "it must begin with Qiniu and one blank"],
  [/^(?!Qiniu [^:\s]+:[^:\s]+$)/, "it must be Qiniu <access key>:<signature>"],
  [/:[0-9a-f]{40}$/i, "the signature is in hex, not in base64"],
  [/:.*[+/]/, "the signature is not in the URL-safe alphabet, with - for + and _ for /"],
  [/:[\w-]{27}$/, "the signature has lost its padding, ="],
  [/^(?!.*:[\w-]{27}=$)/, "the signature must be 28 characters of URL-safe base64"],
];

/** What is wrong with the form of an `Authorization` header, if anything is. */
export function explainHeader(authorization: string): string | undefined {
  return faults.find(([pattern]) => pattern.test(authorization))?.[1];
}
