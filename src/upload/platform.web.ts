export { createTransport } from "./protocol/transport.web.ts";
export { openPathSource } from "./source/path-source.web.ts";
