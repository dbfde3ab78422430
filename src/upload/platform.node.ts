export { createTransport } from "./protocol/transport.node.ts";
export { openPath } from "./source/path-source.node.ts";
