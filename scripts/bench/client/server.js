import { createServer } from "node:http";
import { bodyFor } from "./responses.js";

// Runs in a process of its own, so that its CPU time does not count. Exits with its parent.
const server = createServer(({ url = "" }, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(bodyFor(url));
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
