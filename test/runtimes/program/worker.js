import { TelestreamCloud } from "flip-pili/flip";
import { describeError, runChecks } from "./checks.js";

/** A client that requests share, as Workers keep clients in variables of a module. */
let shared;

// A Cloudflare Worker that runs the checks with the configuration in the body.
export default {
  async fetch(request) {
    const config = await request.json();
    if (request.url.endsWith("/checks")) return Response.json(await runChecks(config));
    shared ??= new TelestreamCloud({ ...config.credentials, ...config.flip });
    const { factories } = shared.getResource("flip");
    return Response.json(await factories.all().then(() => "ok", describeError));
  },
};
