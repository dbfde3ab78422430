export { openPath } from "./source/path-source.node.ts";
