import { isBrowser } from "../../http/browser-check.ts";
import { causesOf, codeOf, hasCertificateFault } from "../../http/send/network-failure.ts";
import { TransportError } from "../../http/transport/transport.ts";
import { UploadError } from "../upload-error.ts";
import { classifyError, type Outcome } from "./failures.ts";
import { TimeoutError } from "./in-flight-requests.ts";
import type { LocationRequest, LocationTransport } from "./location-transport.ts";
import { isPrivateHost } from "./private-host.ts";
import type { UploadLocation } from "./upload-location.ts";

/** Codes of connections that were refused, or not accepted in time. */
const noConnection: ReadonlySet<string | undefined> = new Set([
  "ECONNREFUSED",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Codes of hosts that cannot be reached at all. That may be temporary. */
const unreachable: ReadonlySet<string | undefined> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/**
 * Messages of OpenSSL, BoringSSL and rustls about a reply that is not TLS, of undici about a proxy that
 * rejects the connection, and of Node about an agent for http only.
 */
const notTls =
  /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request|unknown[ _]protocol|InvalidContentType|HTTP Tunneling|ERR_INVALID_PROTOCOL/i;

/** A request without bytes of the file, with which TLS is tried. */
interface TlsQuery {
  readonly method: LocationRequest["method"];
  readonly headers?: LocationRequest["headers"] | undefined;
}

/**
 * Sends a request to find out whether TLS works.
 *
 * @throws {UploadError} When it does not, and the browser would block plain http. An abort throws the
 *   signal's reason.
 */
export async function probeTls(
  location: UploadLocation,
  transport: LocationTransport,
  { method, headers = {} }: TlsQuery,
  signal: AbortSignal,
): Promise<Outcome<boolean>> {
  const { url } = location;
  let isConnected = false;
  const onConnected = (): void => {
    isConnected = true;
  };
  const request = { method, url, headers, signal, onConnected, isProbe: true };
  try {
    const response = await transport.send(request);
    // Without a connection, it is the response of a proxy that rejects it.
    const isEncrypted = isConnected || !transport.reportsConnections;
    if (isEncrypted) location.follow(response.header("location"));
    return { value: isEncrypted, response };
  } catch (error) {
    signal.throwIfAborted();
    if (isConnected || hasResponse(error)) return { value: true, error };
    if (!showsNoTls(error)) return { failure: classifyError(error), error };
    requireNoMixedContent(location, error);
    return { value: false, error };
  }
}

/** Returns whether a request that has failed before TLS worked shows that the server offers no TLS. */
function showsNoTls(error: unknown): boolean {
  if (!(error instanceof TransportError) || hasCertificateFault(error.cause)) return false;
  if (error instanceof TimeoutError) return true;
  const code = codeOf(error.cause);
  if (error.failure === "network" && isHiddenOrRefused(code)) return true;
  return causesOf(error.cause).some(({ code: own, message }) => notTls.test(`${own} ${message}`));
}

/** Browsers hide the reason of a failure. What a page on https may do is decided elsewhere. */
function isHiddenOrRefused(code: string | undefined): boolean {
  return code === undefined || noConnection.has(code);
}

/** Returns whether the last of all attempts has not reached the host: http may lead through a proxy. */
export function isUnreachable(error: unknown): boolean {
  return unreachable.has(codeOf(error));
}

/** Returns whether a failed request shows that TLS has worked: there is a response. */
function hasResponse(error: unknown): boolean {
  return (
    error instanceof TransportError && (error.failure === "redirect" || error.failure === "size")
  );
}

/**
 * Returns whether the browser blocks plain http to a host: it does in a page on https (mixed content).
 *
 * @param hostname - A host of this machine is an exception.
 */
function isMixedContent(hostname: string): boolean {
  const isSecurePage = isBrowser() && /^https:/.test(globalThis.origin ?? "");
  const isLoopback = /^(127\.[\d.]+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
  return isSecurePage && !(isLoopback && isPrivateHost(hostname));
}

/** @throws {UploadError} When the browser would block plain http to the location. */
export function requireNoMixedContent({ hostname }: UploadLocation, cause?: unknown): void {
  if (!isMixedContent(hostname)) return;
  const tried = cause === undefined ? "" : ", and the server could not be reached over https";
  throw new UploadError(
    "mixed-content",
    `The location is http, which browsers block in a page on https (mixed content)${tried}: ` +
      "send the file from a program, or from a page on http",
    { cause },
  );
}

/** Returns the advice for an upload that fails over TLS although the server has given plain http. */
export function describePlainRemedy({ isUpgraded, hostname }: UploadLocation): string {
  return isUpgraded && !isMixedContent(hostname)
    ? '; the location is http: tls: "as-given" would send to it without encryption'
    : "";
}
