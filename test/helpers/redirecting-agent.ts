import { Agent, type ClientRequestArgs } from "node:http";
import { connect } from "node:net";

/** Returns an agent that connects to one server, whatever the host and the port of the URL are. */
export function redirectingAgent({ host, port }: { host: string; port: number }): Agent {
  const agent = new Agent();
  agent.createConnection = (_options: ClientRequestArgs) => connect({ host, port });
  return agent;
}
