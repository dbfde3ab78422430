import { expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { loadSpec } from "../../scripts/openapi/document/load-spec.ts";
import { formatSource } from "../../scripts/openapi/generated-files.ts";
import { checkTypes } from "./check-types.ts";
import { checkUses } from "./check-uses.ts";

const root = new URL("../../", import.meta.url);
const github = new URL("node_modules/@octokit/openapi/generated/api.github.com.json", root);

test("generateApi() generates a document of 1,200 operations without type errors", async () => {
  const name = "github";
  const modules = generateApi(loadSpec(github, root), { isForeign: true });
  const [schema, endpoints] = await Promise.all([
    formatSource(modules.schema, "generated/github/schema.ts"),
    formatSource(modules.endpoints, "generated/github/endpoints.ts"),
  ]);

  const use = `
const { data } = await api.issuesListForRepo(client, { path: { owner: "a", repo: "b" } });
export const title: string | undefined = data?.[0]?.title;
// @ts-expect-error repo is missing
api.issuesListForRepo(client, { path: { owner: "a" } });
`;
  const generated = { name, generate: () => ({ schema, endpoints }), use };
  const errors = await checkUses([generated], checkTypes);

  expect(errors.get(name)).toEqual([]);
  expect(endpoints.match(/^export function /gm)).toHaveLength(1223);
}, 120_000);
