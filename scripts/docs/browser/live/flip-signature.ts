import { canonicalPath, canonicalQuery, signature, stringToSign } from "flip-pili/flip";
import type { Texts } from "./live-part.ts";

const nested = /^([^[\]]+)\[([^[\]]+)\]$/;

/** Shows each stage of the signature of a Flip request. */
export function showFlipSignature(fields: Texts): Texts {
  const { method = "", host = "", path = "", secretKey = "", params: lines = "" } = fields;
  const params = { ...readParams(lines), ...readIdentity(fields) };
  const query = canonicalQuery(params);
  const text = stringToSign({ method, host, path, params });
  const signed = signature(secretKey, text);
  const whole = canonicalQuery({ ...params, signature: signed });
  return {
    query,
    text,
    signature: signed,
    url: `${method} https://${host.toLowerCase()}/v3.0${canonicalPath(path)}?${whole}`,
  };
}

function readIdentity({ accessKey, factoryId, timestamp }: Texts): Texts {
  return {
    access_key: accessKey ?? "",
    ...(factoryId && { factory_id: factoryId }),
    timestamp: timestamp ?? "",
  };
}

/** Reads `name=value` and `name[field]=value`, line by line. */
function readParams(text: string): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const line of text.split("\n").filter((entry) => entry.trim() !== "")) {
    const [name = "", ...rest] = line.split("=");
    const value = rest.join("=");
    const [, key, field] = nested.exec(name) ?? [];
    if (key === undefined || field === undefined) params[name] = value;
    else params[key] = { ...Object(params[key]), [field]: value };
  }
  return params;
}
