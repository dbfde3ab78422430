import { runChecks } from "./checks.js";

// A Cloudflare Worker that runs the checks with the configuration in the body.
export default {
  async fetch(request) {
    return Response.json(await runChecks(await request.json()));
  },
};
