import type { Answered } from "./answer-request.ts";

/**
 * What the log says of a request: a line, and for a refused signature what it should have been made
 * of. The secret key is in neither.
 */
export function describeExchange({ record, reply, stringToSign }: Answered): string[] {
  const { method, path, operationId = "no operation", signature } = record;
  const outcome = reply.isReset ? "connection broken" : String(reply.status);
  const violations = reply.violations ?? [];
  return [
    `${method} ${path} ${outcome} (${operationId})`,
    ...violations.map(({ location, message }) => `  ${location.join(".")}: ${message}`),
    ...(stringToSign === undefined ? [] : describeSignature(signature, stringToSign)),
  ];
}

function describeSignature(reason: string, stringToSign: string): string[] {
  const lines = stringToSign.split("\n").map((line) => `  | ${line}`);
  return [
    `  Signature ${reason}. The string to sign is, between the bars and line ends:`,
    ...lines,
  ];
}
