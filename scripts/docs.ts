import { rm } from "node:fs/promises";
import { buildSite } from "./docs/build-site.ts";

const root = new URL("../", import.meta.url);
const site = new URL("site/", root);

const started = performance.now();
await rm(site, { recursive: true, force: true });
await buildSite(root, site);
console.log(`site/ is made, in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
