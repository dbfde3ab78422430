export { createTransport } from "./protocol/transport.node.ts";
export { openPathSource } from "./source/path-source.node.ts";
