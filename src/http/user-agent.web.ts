/** Returns no `User-Agent` header: it would force a CORS preflight. See `user-agent.ts` for Node. */
export function userAgentHeaders(): { "User-Agent"?: string } {
  return {};
}
