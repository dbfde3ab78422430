export { createTransport } from "./protocol/transport.node.ts";
export { openPath } from "./source/path-source.node.ts";

/** Node sends a stream as a request body. */
export const streamsRequestBodies: boolean = true;
