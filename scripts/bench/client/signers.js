import * as node from "../../../dist/node/flip.js";
import * as web from "../../../dist/web/flip.js";

const params = { page: 2, per_page: 20, status: "success" };
const time = { timestamp: "2016-10-03T09:52:01.123456+00:00" };
const expected = "1RN79sSo9Cx85X53Kk/aQ8pD0EnbrrX7hvJtajHGgOg=";

/**
 * One signature with its canonicalisation, with the HMAC of Node and with that of the web.
 *
 * @returns {Promise<Record<string, () => unknown>>}
 */
export async function createSigners() {
  return { "signature, Node": createSigner(node), "signature, web": createSigner(web) };
}

/** @param {Pick<typeof node, "TelestreamCloud">} variant */
function createSigner({ TelestreamCloud }) {
  const cloud = new TelestreamCloud({
    accessKey: "my_access_key",
    secretKey: "my_secret_key",
    factoryId: "my_cloud_id",
  });
  const sign = () => cloud.signedParams("GET", "/videos.json", params, time);
  if (sign().signature !== expected) throw new Error("The signature is wrong");
  return sign;
}
