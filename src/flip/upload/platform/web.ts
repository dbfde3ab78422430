export { openPathSource } from "./path-source.web.ts";
export { createTransport } from "./transport.web.ts";
