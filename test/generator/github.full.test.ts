import { expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { formatSource } from "../../scripts/openapi/generated-files.ts";
import { loadSpec } from "../../scripts/openapi/load-spec.ts";
import { checkUse } from "./generate-sample.ts";

const root = new URL("../../", import.meta.url);
const github = new URL("node_modules/@octokit/openapi/generated/api.github.com.json", root);

test("generateApi() makes modules without type errors of a document of 1,200 operations", async () => {
  const modules = generateApi(loadSpec(github, root), { requiresDocs: false });
  const [schema, endpoints] = await Promise.all([
    formatSource(modules.schema, "generated/github/schema.ts"),
    formatSource(modules.endpoints, "generated/github/endpoints.ts"),
  ]);

  const errors = checkUse(
    { schema, endpoints },
    `
    const { data } = await api.issuesListForRepo(client, { path: { owner: "a", repo: "b" } });
    export const title: string | undefined = data?.[0]?.title;
    // @ts-expect-error repo is missing
    api.issuesListForRepo(client, { path: { owner: "a" } });
    `,
  );

  expect(errors).toEqual([]);
  expect(endpoints.match(/^export function /gm)).toHaveLength(1223);
}, 120_000);
