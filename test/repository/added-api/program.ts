/** Program that uses the added API, in a copy of the repository. It prints what it finds as JSON. */
export const program = `import { createCatalogClient, Credentials, getFilm, listFilms } from "flip-pili/catalog";
import { checkConformance, startMockServer } from "flip-pili/testing";
import { buildSite } from "./scripts/docs/build-site.ts";
import { generate } from "./scripts/generate.ts";

const root = new URL("./", import.meta.url);
const keys = { accessKey: "access", secretKey: "secret" };
const credentials = new Credentials(keys.accessKey, keys.secretKey);
const mock = await startMockServer("catalog", { credentials: keys });
const apiHost = \`\${mock.host}:\${mock.port}\`;
const client = createCatalogClient(credentials, { apiHost });
const wrong = createCatalogClient(new Credentials("access", "wrong"), { apiHost, retries: 0 });
const film = await getFilm(client, { path: { id: "panda" } });
const rejected = await listFilms(wrong);
const { operations, hasPassed } = await checkConformance("catalog", { url: mock.url, credentials: keys });
await mock.close();
const problems = await generate(root, { isCheck: true });
await buildSite(root, new URL("site/", root), { hasLibrary: false });
const title: string | undefined = film.status === 200 ? film.data.title : undefined;
console.log(
  JSON.stringify({
    title,
    rejected: rejected.status,
    conformance: { hasPassed, outcomes: operations.map(({ operationId, outcome }) => [operationId, outcome]) },
    problems,
  }),
);
`;
