import { createFlipClient, listVideos, TelestreamCloud } from "flip-pili/flip";
import createClient from "openapi-fetch";
import * as node from "../../../dist/node/flip.js";
import * as web from "../../../dist/web/flip.js";
import { ids } from "./responses.js";

/** @typedef {(url: string) => Promise<Response>} Fetch */

const query = { page: 2, per_page: 20, status: /** @type {const} */ ("success") };
const search = "page=2&per_page=20&status=success";

/**
 * Creates the programs, each a function that makes one call.
 *
 * @param {{ port: number, fetch: Fetch }} options
 * @returns {Promise<Record<string, () => Promise<unknown>>>}
 */
export async function createPrograms({ port, fetch }) {
  const baseUrl = `http://127.0.0.1:${port}/v3.0`;
  const account = {
    accessKey: "my_access_key",
    secretKey: "my_secret_key",
    factoryId: ids.factory,
  };
  const options = { ...account, apiHost: "127.0.0.1", apiPort: port, fetch };

  const bare = createClient({ baseUrl, fetch: /** @type {any} */ (fetch) });
  const client = createFlipClient(options);
  const factory = await new TelestreamCloud(options)
    .getResource("flip")
    .factories.find(ids.factory);

  const nextSigned = createSignedUrls(`${baseUrl}/videos.json`);

  return {
    "fetch, list": async () => (await fetch(`${baseUrl}/videos.json?${search}`)).json(),
    "fetch of a signed URL, list": async () => (await fetch(nextSigned())).json(),
    "openapi-fetch, list": () => bare.GET("/videos.json", { params: { query } }),
    "level 1, list": () => listVideos(client, { query }),
    "fetch, one": async () => (await fetch(`${baseUrl}/videos/${ids.video}.json`)).json(),
    "level 2, one": () => factory.videos.find(ids.video),
  };
}

/**
 * Returns a function that creates a different signed URL on every call, as level 1 does: such URLs cost
 * the engine and the URL parser more than a constant one.
 *
 * @param {string} url
 */
function createSignedUrls(url) {
  let call = 0;
  return () => {
    call += 1;
    const timestamp = `2016-10-03T09%3A52%3A01.${String(call).padStart(6, "0")}%2B00%3A00`;
    const signature = `1RN79sSo9Cx85X53Kk%2FaQ8pD0EnbrrX7hv${String(call).padStart(8, "0")}%3D`;
    const account = `access_key=my_access_key&factory_id=${ids.factory}`;
    return `${url}?${account}&${search}&signature=${signature}&timestamp=${timestamp}`;
  };
}

const params = { page: 2, per_page: 20, status: "success" };
const time = { timestamp: "2016-10-03T09:52:01.123456+00:00" };
const expected = "1RN79sSo9Cx85X53Kk/aQ8pD0EnbrrX7hvJtajHGgOg=";

/**
 * Creates programs that compute one signature, including canonicalization, with the HMAC of Node and of browsers.
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
  if (sign().signature !== expected) throw new Error("Wrong signature");
  return sign;
}
