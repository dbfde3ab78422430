import { fillPath } from "../../http/wire/fill-path.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { TrialRequest, UnsignedCall } from "./unsigned-call.ts";

/** Where a service is. */
export interface Address {
  /** With a path, that takes the place of the one in the spec. */
  readonly url: URL;
  /** Origin of what the spec serves elsewhere: the jobs of Pili. */
  readonly jobUrl: URL | undefined;
}

/** Finds where a call goes and what it carries. */
export async function prepareCall(
  operation: SpecOperation,
  request: TrialRequest,
  address: Address,
): Promise<UnsignedCall> {
  const { path: values = {}, query = {}, headers = {}, location, factoryId } = request;
  const path = fillPath(operation.path, values);
  const url = location === undefined ? locate(operation, path, address) : new URL(location);
  const { body, type } = await encodeBody(request);
  const contentType = type === undefined ? {} : { "Content-Type": type };
  return { operation, url, path, query, headers: { ...contentType, ...headers }, body, factoryId };
}

function locate({ prefix }: SpecOperation, path: string, { url, jobUrl }: Address): URL {
  if (prefix === "") return new URL(path, jobUrl ?? url.origin);
  const ownPrefix = url.pathname.replace(/\/+$/, "");
  return new URL(`${ownPrefix || prefix}${path}`, url.origin);
}

async function encodeBody({
  json,
  file,
  bytes,
}: TrialRequest): Promise<{ body: Uint8Array<ArrayBuffer> | undefined; type: string | undefined }> {
  if (json !== undefined) {
    return { body: new TextEncoder().encode(JSON.stringify(json)), type: "application/json" };
  }
  if (bytes !== undefined) return { body: bytes, type: "application/octet-stream" };
  if (file === undefined) return { body: undefined, type: undefined };
  const form = new FormData();
  form.set("file", file);
  const encoded = new Response(form);
  const type = encoded.headers.get("Content-Type") ?? undefined;
  return { body: new Uint8Array(await encoded.arrayBuffer()), type };
}
