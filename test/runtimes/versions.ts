import { arch, platform } from "node:process";

/** The npm package with the Node binary of this platform. */
const nodePackage = `node-${platform === "win32" ? "win" : platform}-${arch}`;

/** Versions of the runtimes and tools that are installed from npm. */
export const versions = {
  node20: "20.20.2",
  node22: "22.23.3",
  node24: "24.21.0",
  node26: "26.12.1",
  bun: "1.4.5",
  deno: "2.9.6",
  miniflare: "4.20260426.0",
  "edge-runtime": "4.0.1",
  "puppeteer-core": "24.43.1",
  parcel: "2.16.4",
} as const;

/** Dependencies of the folder that the runtimes are installed in. */
export const dependencies: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(versions).map(([name, version]) => [
    name,
    /^node\d/.test(name) ? `npm:${nodePackage}@${version}` : version,
  ]),
);

/** Versions of the web frameworks that the guide on notifications shows, and of what they need. */
export const frameworks = {
  express: "5.3.0",
  express4: "npm:express@4.22.3",
  fastify: "5.12.8",
  "@fastify/formbody": "9.0.1",
  hono: "4.13.19",
  "@hono/node-server": "2.1.9",
  next: "16.4.6",
  react: "19.3.1",
  "react-dom": "19.3.1",
} as const;
