import { STATUS_CODES } from "node:http";
import { connect as connectPlain, isIP, isIPv6, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { parseResponseHead, type ResponseHead } from "./message-head.ts";
import { MessageReader } from "./message-reader.ts";

/** A server to which connections are opened. */
export interface Endpoint {
  /** `https://api.example.com`. */
  readonly origin: string;
  readonly isSecure: boolean;
  /** An IPv6 address has no brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Certificates that are trusted instead of the default ones, in PEM. */
  readonly ca: string | undefined;
}

/** The service to which a proxy passes its traffic on. */
export interface Upstream extends Endpoint {
  /** As in the header `Host`: with the port, unless it is the default port. */
  readonly authority: string;
  /** The HTTP proxy through which it is reached. */
  readonly proxy: UpstreamProxy | undefined;
}

/** An HTTP proxy in front of an upstream. */
export interface UpstreamProxy extends Endpoint {
  /** Value of `Proxy-Authorization`. Secret. */
  readonly authorization: string | undefined;
}

/** Returns the name of the event after which a connection to an endpoint is ready. */
export function readyEvent({ isSecure }: Endpoint): string {
  return isSecure ? "secureConnect" : "connect";
}

/**
 * Opens a connection. For https it uses TLS and verifies the certificate.
 *
 * @param tunnel - The connection through which the endpoint is reached.
 */
export function connectTo({ isSecure, hostname, port, ca }: Endpoint, tunnel?: Socket): Socket {
  if (!isSecure) {
    return tunnel ?? connectPlain({ host: hostname, port, allowHalfOpen: true, noDelay: true });
  }
  const socket = connectSecurely({
    ...(tunnel === undefined ? { host: hostname, port } : { socket: tunnel, host: hostname }),
    ALPNProtocols: ["http/1.1"],
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  socket.setNoDelay(true);
  return socket;
}

/**
 * Opens a tunnel through an HTTP proxy.
 *
 * @param onEnd - Called once, without error when the tunnel is open. Not called after the caller has
 *   destroyed the connection.
 * @returns The connection to the HTTP proxy, which becomes the tunnel.
 */
export function openTunnel(
  target: Endpoint,
  proxy: UpstreamProxy,
  onEnd: (error?: Error) => void,
): Socket {
  const socket = connectTo(proxy);
  const reader = new MessageReader({
    readHead: parseResponseHead,
    // All bytes after the final head belong to the tunnel.
    frame: ({ status }) => (status < 200 ? "none" : undefined),
  });
  const finish = (error?: Error, rest: Buffer = Buffer.alloc(0)) => {
    socket.off("data", read).off("end", end).off("error", finish);
    socket.on("error", () => {}); // Over TLS, the connection in the tunnel reports errors.
    if (error === undefined) socket.pause().unshift(rest);
    else socket.destroy();
    onEnd(error);
  };
  const read = (chunk: Buffer) => {
    const response = readTunnelResponse(reader, chunk);
    if (response !== undefined) finish(rejectResponse(response), response.rest);
  };
  const end = () => finish(new Error("the proxy ended the connection"));
  socket.on("data", read).on("end", end).on("error", finish);
  socket.once(readyEvent(proxy), () => socket.write(formatConnect(target, proxy)));
  return socket;
}

/** Formats the request for a tunnel. */
function formatConnect({ hostname, port }: Endpoint, { authorization }: UpstreamProxy): string {
  const authority = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** The response to the request for a tunnel. */
interface TunnelResponse {
  /** `undefined` when it is not HTTP. */
  readonly status: number | undefined;
  /** The first bytes that have arrived through the tunnel. */
  readonly rest: Buffer;
}

/** Reads the response to the request for a tunnel. Returns `undefined` until it is complete. */
function readTunnelResponse(
  reader: MessageReader<ResponseHead>,
  chunk: Buffer,
): TunnelResponse | undefined {
  let status: number | undefined;
  let rest: Buffer | undefined;
  for (const segment of reader.read(chunk)) {
    if (segment.type === "head" && segment.head.status >= 200) status = segment.head.status;
    else if (segment.type === "unreadable") rest = segment.bytes;
  }
  if (status === undefined && rest === undefined) return undefined;
  return { status, rest: rest ?? Buffer.alloc(0) };
}

/** Returns why a response opens no tunnel, if it does not. Text of the HTTP proxy is not shown. */
function rejectResponse({ status }: TunnelResponse): Error | undefined {
  if (status === undefined) return new Error("the response of the proxy is not HTTP");
  if (status < 300) return undefined;
  const phrase = STATUS_CODES[status];
  const reason = `the proxy refused the tunnel with status ${status}`;
  return new Error(phrase === undefined ? reason : `${reason} (${phrase})`);
}
