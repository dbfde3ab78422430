import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { onTestFinished } from "vitest";

const pageFolder = new URL("page/", import.meta.url);

/** Options of the page server. */
export interface PageOptions {
  /** Origin that the script of the page may send requests to, besides its own. */
  connectTo: string;
  /** Returns the response to a POST to `/sessions`. */
  createSession: (body: string) => Promise<unknown>;
  /** Value of a cookie. The browser sends it to every port of the host. */
  cookie: string;
}

/** Serves the page until the test finishes, and returns its URL. */
export async function startPageServer({
  connectTo,
  createSession,
  cookie,
}: PageOptions): Promise<string> {
  const html = await readFile(new URL("index.html", pageFolder), "utf8");
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    "/": ["text/html", html],
    "/upload-page.js": ["text/javascript", await bundlePage()],
  };
  const headers = {
    "Content-Security-Policy": `default-src 'self'; img-src data:; connect-src 'self' ${connectTo}`,
    "Set-Cookie": `visitor=${cookie}; Path=/`,
  };
  const server = createServer(async (request, response) => {
    const { url = "", method } = request;
    if (method === "POST" && url === "/sessions") {
      const state = JSON.stringify(await createSession(await text(request)));
      response.writeHead(201, { ...headers, "Content-Type": "application/json" }).end(state);
      return;
    }
    const [type, content] = files[url] ?? ["text/plain", "Not found"];
    response.writeHead(url in files ? 200 : 404, { ...headers, "Content-Type": type }).end(content);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Bundles the script of the page with the built package, as web developers do. */
async function bundlePage(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL("upload-page.ts", pageFolder))],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    // The built package, not the source that `paths` leads to.
    tsconfigRaw: {},
    target: "es2022",
  });
  const inputs = Object.keys(metafile.inputs);
  if (!inputs.some((path) => path.endsWith("dist/web/flip.js"))) {
    throw new Error(`The page does not use the built package, but ${inputs.join(", ")}`);
  }
  return outputFiles.map(({ text }) => text).join("");
}
