import type { Socket } from "node:net";
import type { HandshakeReply } from "./upload-fault.ts";

/** A response of a server that does not speak TLS. */
export const plainReply: Buffer = Buffer.from(
  "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
);

/** TLS record of application data whose authentication code is wrong. */
export const badRecord: Buffer = Buffer.concat([
  Buffer.from([23, 3, 3, 0, 64]),
  Buffer.alloc(64, 0xab),
]);

/** TLS record with the alert `handshake_failure`. */
const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);

/** Replies to the first bytes of a handshake. */
export function replyToHandshake(socket: Socket, reply: HandshakeReply): void {
  socket.on("error", () => {});
  if (reply === "stall") return void socket.resume();
  socket.once("data", () => {
    if (reply === "alert") socket.end(alert);
    else if (reply === "plain") socket.end(plainReply);
    else if (reply === "close") socket.end();
    else socket.resetAndDestroy();
  });
}
