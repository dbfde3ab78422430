import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { hmac as nobleHmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { createFlipClient, listVideos, TelestreamCloud } from "flip-pili/flip";
import createClient from "openapi-fetch";
import * as node from "../../../dist/node/flip.js";
import * as web from "../../../dist/web/flip.js";
import { ids } from "./responses.js";

/** @typedef {(url: string) => Promise<Response>} Fetch */
/** @typedef {Record<string, () => unknown>} Programs */

const query = { page: 2, per_page: 20, status: /** @type {const} */ ("success") };
const search = "page=2&per_page=20&status=success";

/**
 * Creates the programs that send requests to a server, each a function that makes one call.
 *
 * @param {number} port
 * @returns {Promise<Programs>}
 */
export async function createPrograms(port) {
  const origin = `http://127.0.0.1:${port}`;
  const listUrl = `${origin}/v3.0/videos.json?${search}`;
  const agent = new Agent({ keepAlive: true });
  const options = { ...account, apiHost: "127.0.0.1", apiPort: port, https: false };
  const bare = createClient({ baseUrl: `${origin}/v3.0` });
  const client = createFlipClient(options);
  const clientOverFetch = createFlipClient({ ...options, fetch });
  const factory = await findFactory(options);
  return {
    "fetch, list": async () => (await fetch(listUrl)).json(),
    "node:http, list": () => requestJson(listUrl, agent),
    "openapi-fetch, list": () => bare.GET("/videos.json", { params: { query } }),
    "level 1, list": () => listVideos(client, { query }),
    "level 1 over fetch, list": () => listVideos(clientOverFetch, { query }),
    "fetch, one": async () => (await fetch(`${origin}/v3.0/videos/${ids.video}.json`)).json(),
    "level 2, one": () => factory.videos.find(ids.video),
  };
}

/**
 * Creates the same programs over a function that takes the place of `fetch`, so that only their own work
 * counts.
 *
 * @param {Fetch} fetch
 * @returns {Promise<Programs>}
 */
export async function createStubbedPrograms(fetch) {
  const baseUrl = "https://api.example.com/v3.0";
  const options = { ...account, apiHost: "api.example.com", fetch };
  const bare = createClient({ baseUrl, fetch: /** @type {any} */ (fetch) });
  const client = createFlipClient(options);
  const factory = await findFactory(options);
  const sign = createSigner(node);
  return {
    "openapi-fetch and a signature, list": () => {
      sign();
      return bare.GET("/videos.json", { params: { query } });
    },
    "openapi-fetch, list": () => bare.GET("/videos.json", { params: { query } }),
    "level 1, list": () => listVideos(client, { query }),
    "level 2, one": () => factory.videos.find(ids.video),
  };
}

const account = {
  accessKey: "my_access_key",
  secretKey: "my_secret_key",
  factoryId: ids.factory,
};

/** @param {typeof account & { apiHost: string, apiPort?: number, fetch?: Fetch }} options */
function findFactory(options) {
  return new TelestreamCloud(options).getResource("flip").factories.find(ids.factory);
}

/**
 * Sends a request with nothing but Node's own client, and parses the response.
 *
 * @param {string} url
 * @param {Agent} agent
 */
function requestJson(url, agent) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text)));
    });
    sent.on("error", reject);
    sent.end();
  });
}

const params = { page: 2, per_page: 20, status: "success" };
const time = { timestamp: "2016-10-03T09:52:01.123456+00:00" };
const expected = "1RN79sSo9Cx85X53Kk/aQ8pD0EnbrrX7hvJtajHGgOg=";

/**
 * Creates programs that compute one signature, including canonicalization, with the HMAC of Node and of
 * browsers, and programs that compute nothing but the HMAC.
 *
 * @returns {Programs}
 */
export function createSigners() {
  const text = node.stringToSign({
    method: "GET",
    host: "api-gce.pandastream.com",
    path: "/videos.json",
    params: { ...params, ...time, access_key: "my_access_key", factory_id: "my_cloud_id" },
  });
  const bytes = new TextEncoder().encode(text);
  const key = new TextEncoder().encode("my_secret_key");
  return {
    "signature, Node": createSigner(node),
    "signature, web": createSigner(web),
    "HMAC alone, createHmac": () =>
      createHmac("sha256", "my_secret_key").update(text).digest("base64"),
    "HMAC alone, noble": () => nobleHmac(sha256, key, bytes),
  };
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
