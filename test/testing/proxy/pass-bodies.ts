import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { startTestProxy } from "../../helpers/raw-traffic.ts";

/**
 * Sends forms with random files through a proxy, all at the same time.
 *
 * @returns The hashes of the bodies that were sent and of those that the upstream has received.
 */
export async function passBodies(count: number, fileSize: number) {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const hash = createHash("sha256");
    for await (const chunk of request) hash.update(chunk);
    received.push(hash.digest("hex"));
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${port}` });
  const bodies = Array.from({ length: count }, () => formWithFile(randomBytes(fileSize)));

  await Promise.all(bodies.map((body) => sendForm(proxy.url, body)));

  return { received, sent: bodies.map(sha256) };
}

async function sendForm(url: string, body: Buffer): Promise<void> {
  const sending = sendRequest(`${url}/v3.0/videos.json`, {
    method: "POST",
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
  });
  sending.end(body);
  const [response] = await once(sending, "response");
  response.resume();
  await once(response, "end");
}

function formWithFile(file: Buffer): Buffer {
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file, Buffer.from("\r\n--x--\r\n")]);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
