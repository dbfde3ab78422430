import { createFlipClient, listVideos, TelestreamCloud } from "flip-pili/flip";
import createClient from "openapi-fetch";
import { ids } from "./answers.js";

/** @typedef {(url: string) => Promise<Response>} Fetch */

const query = { page: 2, per_page: 20, status: /** @type {const} */ ("success") };
const search = "page=2&per_page=20&status=success";

/**
 * The ways to make one call, each as a function to be called many times.
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
 * URLs such as level 1 makes, each another: an engine and a parser of URLs have more to do with them.
 *
 * @param {string} url
 */
function createSignedUrls(url) {
  let call = 0;
  return () => {
    call += 1;
    const timestamp = `2016-10-03T09%3A52%3A01.${String(call).padStart(6, "0")}%2B00%3A00`;
    const signature = `1RN79sSo9Cx85X53Kk%2FaQ8pD0EnbrrX7hv${String(call).padStart(8, "0")}%3D`;
    const who = `access_key=my_access_key&factory_id=${ids.factory}`;
    return `${url}?${who}&${search}&signature=${signature}&timestamp=${timestamp}`;
  };
}
