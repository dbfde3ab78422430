import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

/** A folder that is served as by a static host. */
export interface ServedFolder {
  /** URL of the folder, below the root of the host, with a trailing slash. */
  readonly url: string;
  close(): void;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".yaml": "application/yaml",
};

/** Serves a folder at a path, as GitHub Pages serves the site of a project. */
export async function serveFolder(folder: URL): Promise<ServedFolder> {
  const base = "/some/project/";
  const server = createServer(async ({ url = "" }, response) => {
    const path = new URL(url, "http://127.0.0.1").pathname;
    const file = path.slice(base.length) || "index.html";
    const content = path.startsWith(base)
      ? await readFile(new URL(file, folder)).catch(() => undefined)
      : undefined;
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(content === undefined ? 404 : 200, { "Content-Type": type }).end(content);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
