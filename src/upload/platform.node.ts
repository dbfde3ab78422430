export { createTransport } from "./protocol/transport.node.ts";
export { openPath } from "./source/path-source.node.ts";

/** Whether a stream can be sent as a request body. */
export const streamsRequestBodies: boolean = true;
