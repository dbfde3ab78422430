import { rm } from "node:fs/promises";
import { buildSite } from "./docs/build-site.ts";

const root = new URL("../", import.meta.url);
const site = new URL("site/", root);

const startedAt = performance.now();
await rm(site, { recursive: true, force: true });
await buildSite(root, site);
console.log(`Built site/ in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
