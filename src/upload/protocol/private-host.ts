/** Ranges that are not public, or whose destination the sender does not choose (RFC 6890, RFC 5771). */
const privateIpv4 =
  /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|192\.0\.0|198\.1[89]|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[345]\d)\./;

/**
 * Global unicast addresses (2000::/3) without those that contain an IPv4 address: Teredo (2001::/32) and
 * 6to4 (2002::/16). All others are local, multicast, or translated to IPv4, such as 64:ff9b::/96.
 */
const publicIpv6 = /^\[(?!2001:0?:|2002:)[23][\da-f]{3}:/;

/**
 * Domains that exist only on a local network, such as `metadata.google.internal` (RFC 6761, RFC 6762).
 * A name without a dot, such as `instance-data`, is local too.
 */
const privateDomain =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/**
 * Returns whether a host is on a private network, or this machine. Names are not resolved.
 *
 * @param host - Name or address, without a port. An IPv6 address may have brackets.
 */
export function isPrivateHost(host: string): boolean {
  const name = normalizeHost(host);
  if (name.startsWith("[")) return !publicIpv6.test(name);
  if (/^[\d.]+$/.test(name)) return privateIpv4.test(name);
  return !name.includes(".") || privateDomain.test(name);
}

/** Returns a host as in a URL: in lower case, with an address in its shortest form, without a final dot. */
function normalizeHost(host: string): string {
  const isBareIpv6 = host.includes(":") && !host.startsWith("[");
  const url = `http://${isBareIpv6 ? `[${host}]` : host}`;
  const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: host.toLowerCase() };
  return hostname.replace(/\.$/, "");
}
