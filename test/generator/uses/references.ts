import type { Use } from "../check-uses.ts";
import { generateFiles, sampleDocument } from "../generate-sample.ts";

/** A spec with references of every kind, across files. */
export const splitSpec = {
  "specs/a/openapi.yaml": sampleDocument(`
paths:
  /videos/{id}: { $ref: "paths/video%20item.yaml#/item" }
components:
  parameters:
    Id: { $ref: "parts.yaml#/parameters/Id" }
    Alias: { $ref: "#/components/parameters/Id" }
  responses:
    Gone: { $ref: "parts.yaml#/responses/Gone" }
  schemas:
    Video: { $ref: schemas/video.yaml }
`),
  "specs/a/paths/video%20item.yaml": `
item:
  parameters: [{ $ref: "../openapi.yaml#/components/parameters/Alias" }]
  put:
    operationId: replaceVideo
    parameters: [{ $ref: "../parts.yaml#/parameters/a~1b%20c" }]
    requestBody: { $ref: "../parts.yaml#/bodies/Video" }
    responses:
      "200":
        description: ok
        headers: { Link: { $ref: "../parts.yaml#/headers/Link" } }
        content:
          application/json:
            schema: { $ref: ../schemas/video.yaml }
            examples: { one: { $ref: "../parts.yaml#/examples/one" } }
        links: { self: { $ref: "../parts.yaml#/links/self" } }
      "410": { $ref: "../openapi.yaml#/components/responses/Gone" }
      "404": { $ref: "../parts.yaml#/responses/Missing" }
`,
  "specs/a/parts.yaml": `
parameters:
  Id: { name: id, in: path, required: true, schema: { $ref: "#/schemas/Id" } }
  a/b c: { name: deep, in: query, schema: { $ref: "openapi.yaml#/components/schemas/Video/properties/state" } }
bodies:
  Video:
    required: true
    content: { application/json: { schema: { $ref: schemas/video.yaml } } }
headers: { Link: { schema: { type: string } } }
examples: { one: { value: { state: ready } } }
links: { self: { operationId: replaceVideo } }
responses:
  Gone: { description: gone, content: { application/json: { schema: { $ref: "#/schemas/Problem" } } } }
  Missing: { $ref: "#/responses/Gone" }
schemas:
  Id: { type: string }
  Problem: { type: object, required: [code], properties: { code: { $ref: "#/schemas/Code" } } }
  Code: { type: integer }
`,
  "specs/a/schemas/video.yaml": `
type: object
required: [state]
properties:
  state: { type: string, enum: [ready, gone] }
  poster: { $ref: "#/$defs/poster" }
  parent: { $ref: "#" }
$defs: { poster: { type: object, properties: { url: { type: string } } } }
`,
};

/** Uses of types that references lead to. */
export const referenceUses: readonly Use[] = [
  {
    name: "readSpec() follows references of every kind, across files",
    generate: () => generateFiles(splitSpec),
    use: `
const path = { id: "1" };
api.replaceVideo(client, { path, query: { deep: "ready" }, body: { state: "gone" } });
// @ts-expect-error the state does not exist, three files down
api.replaceVideo(client, { path, query: { deep: "lost" }, body: { state: "gone" } });
// @ts-expect-error the state does not exist in a video either
api.replaceVideo(client, { path, body: { state: "lost" } });
const { data, error } = await api.replaceVideo(client, { path, body: { state: "gone" } });
export const url: string | undefined = data?.parent?.parent?.poster?.url;
export const code: number | undefined = error?.code;
export const video: Schemas["Video"] = { state: "ready" };
`,
  },
];
