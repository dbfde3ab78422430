import { createServer } from "node:http";
import { bodyFor } from "./answers.js";

// In a process of its own, so that its time does not count. Ends with the one that started it.
const server = createServer(({ url = "" }, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(bodyFor(url));
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
