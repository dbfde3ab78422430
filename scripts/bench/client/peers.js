import OpenAI from "openai";
import Stripe from "stripe";

/**
 * Creates programs that request the list with clients of other services, and with `fetch`.
 *
 * @param {string} origin
 * @returns {Record<string, () => unknown>}
 */
export function createPeers(origin) {
  const { hostname, port } = new URL(origin);
  const settings = { host: hostname, port, protocol: /** @type {const} */ ("http") };
  const overHttp = new Stripe("sk_test_bench", { ...settings, telemetry: false });
  const overFetch = new Stripe("sk_test_bench", {
    ...settings,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(),
  });
  const openai = new OpenAI({ apiKey: "bench", baseURL: `${origin}/v1` });
  return {
    "fetch, list": async () => (await fetch(`${origin}/v1/customers?limit=20`)).json(),
    "stripe, list": () => overHttp.customers.list({ limit: 20 }),
    "stripe over fetch, list": () => overFetch.customers.list({ limit: 20 }),
    "openai, list": () => openai.files.list({ limit: 20 }),
  };
}
