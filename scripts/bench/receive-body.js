/**
 * Reads the body of a request at the speed of a link.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {number | undefined} bytesPerSecond - Unlimited by default.
 * @returns {Promise<number>} Number of bytes.
 */
export function receiveBody(request, bytesPerSecond) {
  const startedAt = performance.now();
  let bytes = 0;
  request.on("data", (chunk) => {
    bytes += chunk.length;
    if (bytesPerSecond === undefined) return;
    const aheadMs = (bytes / bytesPerSecond) * 1000 - (performance.now() - startedAt);
    if (aheadMs < 5) return;
    request.pause();
    setTimeout(() => request.resume(), aheadMs);
  });
  return new Promise((resolve) => request.on("end", () => resolve(bytes)));
}
