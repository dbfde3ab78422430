export { openPathSource } from "./path-source.node.ts";
export { createTransport } from "./transport.node.ts";
