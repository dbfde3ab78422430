const secretPair =
  /((?:signature|access_key|accesskey|secret\w*|token|password|authorization)(?:=|%3D|:\s*))[^\s&"',;]+/gi;
const authorization = /\b(Qiniu|Basic|Bearer)\s+[^\s"',;]+/gi;
const longestText = 1_000;

/** A text without the secrets that a mistake may have put there, such as a path with `&signature=…`. */
export function hideSecrets(text: string): string {
  return text
    .slice(0, longestText)
    .replace(authorization, "$1 [hidden]")
    .replace(secretPair, "$1[hidden]");
}
