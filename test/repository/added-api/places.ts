/** A new file of the API, or a change of an existing one: a text, and what follows it. */
export type Place = { readonly text: string } | { readonly changes: readonly Change[] };

/** Text that is inserted after a text of the file. */
type Change = readonly [after: string, inserted: string];

const spec = `openapi: 3.1.0
info:
  title: Catalog
  summary: Titles of films
  version: "1"
  description: A small API, for tests.
  license:
    name: MIT
    identifier: MIT
servers:
  - url: https://catalog.qiniuapi.com
    description: The signed REST API
security:
  - qiniu: []
tags:
  - name: Films
    description: Films of the catalog.
paths:
  /films:
    get:
      operationId: listFilms
      summary: Lists the films
      tags: [Films]
      parameters:
        - name: prefix
          in: query
          description: Start of the titles.
          schema:
            type: string
          example: Pan
      responses:
        "200":
          description: The films.
          content:
            application/json:
              schema:
                type: object
                required: [items]
                properties:
                  items:
                    type: array
                    items:
                      $ref: "#/components/schemas/Film"
              examples:
                films:
                  value:
                    items:
                      - id: panda
                        title: Panda
        "401":
          $ref: "#/components/responses/NotAuthorized"
        default:
          $ref: "#/components/responses/UnexpectedError"
  /films/{id}:
    get:
      operationId: getFilm
      summary: Gets a film
      tags: [Films]
      parameters:
        - name: id
          in: path
          required: true
          description: Id of the film.
          schema:
            type: string
          example: panda
      responses:
        "200":
          description: The film.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Film"
              examples:
                film:
                  value:
                    id: panda
                    title: Panda
        "401":
          $ref: "#/components/responses/NotAuthorized"
        default:
          $ref: "#/components/responses/UnexpectedError"
        "404":
          description: There is no such film.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/ApiError"
              examples:
                notFound:
                  value:
                    error: film not found
components:
  securitySchemes:
    qiniu:
      type: apiKey
      in: header
      name: Authorization
      description: The signature of the services of Qiniu.
  schemas:
    Film:
      type: object
      required: [id, title]
      properties:
        id:
          type: string
          description: Id of the film.
          examples: [panda]
        title:
          type: string
          description: Title of the film.
          examples: [Panda]
    ApiError:
      type: object
      required: [error]
      properties:
        error:
          type: string
          description: Description of the error.
          examples: [film not found]
  responses:
    UnexpectedError:
      description: Any other error of the service.
      content:
        application/json:
          schema:
            $ref: "#/components/schemas/ApiError"
          examples:
            unavailable:
              value:
                error: service unavailable
    NotAuthorized:
      description: The signature is missing or wrong.
      content:
        application/json:
          schema:
            $ref: "#/components/schemas/ApiError"
          examples:
            badToken:
              value:
                error: bad token
`;

const index = `/**
 * Catalog: titles of films.
 *
 * @module
 */
export * from "../../generated/catalog/endpoints.ts";
export type { components, operations, paths } from "../../generated/catalog/schema.ts";
export { unwrap } from "../http/unwrap.ts";
export { Credentials } from "../qiniu/credentials.ts";
export { Catalog, type Film } from "./catalog.ts";
export { type CatalogClient, createCatalogClient } from "./create-catalog-client.ts";
`;

const objects = `import { getFilm, listFilms } from "../../generated/catalog/endpoints.ts";
import type { components } from "../../generated/catalog/schema.ts";
import { unwrap } from "../http/unwrap.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { type CatalogClient, type CatalogOptions, createCatalogClient } from "./create-catalog-client.ts";

export type Film = components["schemas"]["Film"];

/** The catalog. */
export class Catalog {
  readonly #client: CatalogClient;

  constructor(credentials: Credentials, options: CatalogOptions = {}) {
    this.#client = createCatalogClient(credentials, options);
  }

  /** Gets the films. */
  async films(): Promise<readonly Film[]> {
    return (await unwrap(listFilms(this.#client))).items;
  }

  /** Gets a film. */
  film(id: string): Promise<Film> {
    return unwrap(getFilm(this.#client, { path: { id } }));
  }
}
`;

const client = `import type { Client } from "openapi-fetch";
import type { paths } from "../../generated/catalog/schema.ts";
import { type ClientOptions, readClientOptions } from "../http/options.ts";
import { createQiniuClient } from "../qiniu/create-qiniu-client.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { originOf } from "../qiniu/origin.ts";

export type CatalogClient = Client<paths>;

export type CatalogOptions = ClientOptions & { apiHost?: string };

/** Creates a client that signs every request. */
export function createCatalogClient(
  credentials: Credentials,
  options: CatalogOptions = {},
): CatalogClient {
  const { apiHost, ...settings } = readClientOptions(options, {
    apiHost: (_, value = "catalog.qiniuapi.com") => value,
  });
  return createQiniuClient<paths>(credentials, {
    ...settings,
    baseUrl: originOf("apiHost", apiHost, undefined),
  });
}
`;

const mock = `import type { MockApi, MockCredentials } from "../mock-api.ts";
import { qiniuApi, textErrors } from "../qiniu/qiniu-api.ts";
import { createQiniuService } from "../qiniu/qiniu-service.ts";

/** Catalog, whose films never change: all responses are examples of the spec. */
export const catalogApi: MockApi<MockCredentials> = {
  ...qiniuApi,
  ...textErrors,
  title: "Catalog",
  spec: "catalog",
  createService: (options) =>
    createQiniuService(options, { handlers: {}, createContext: () => undefined }),
};
`;

const conform = `import type { MockCredentials } from "../../mock/mock-api.ts";
import type { ConformApi } from "../conform-api.ts";
import { createQiniuSigner, unsigned } from "../qiniu/sign-calls.ts";

/** Catalog. */
export const conformCatalog: ConformApi<MockCredentials> = {
  needsHub: false,
  plan: [
    { operationId: "listFilms" },
    { operationId: "getFilm", request: () => ({ path: { id: "panda" } }) },
  ],
  responses: { errorsMayBeText: false },
  rejections: { unknownId: () => "unknown", unsigned },
  searches: [],
  createSigner: createQiniuSigner,
  connectionCheck: { operationId: "listFilms", request: () => ({}) },
  skipReason: () => undefined,
};
`;

const contract = `import * as entry from "flip-pili/catalog";
import * as generated from "../../../generated/catalog/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

export const catalog: Contract = {
  api: "catalog",
  entry,
  generated,
  credentials,
  connect: ({ host }, fetch) => {
    const keys = new entry.Credentials(credentials.accessKey, credentials.secretKey);
    return entry.createCatalogClient(keys, { apiHost: host, retries: 0, fetch });
  },
  prefix: "",
  codeOf: () => undefined,
  invalidCall: {
    operationId: "listFilms",
    options: { query: { prefix: ["a", "b"] } },
    violation: "must be string",
  },
};
`;

const samples = `import * as entry from "flip-pili/catalog";
import type { SampleApi } from "../sample-api.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };

export const catalog: SampleApi = {
  api: "catalog",
  entry,
  credentials,
  variables: { ACCESS_KEY: credentials.accessKey, SECRET_KEY: credentials.secretKey },
  useMock: (source, { host, port, url }) =>
    source
      .replace(/(new Catalog|createCatalogClient)\\(credentials/, \`$&, { apiHost: "\${host}:\${port}" }\`)
      .replace("https://catalog.qiniuapi.com", url)
      .replace("https://$host$target", "http://$host$target")
      .replace("host=catalog.qiniuapi.com", \`host=\${host}:\${port}\`),
};
`;

/** Every place where an API is added, by path: the one of this test is a small service of Qiniu. */
export const places: Readonly<Record<string, Place>> = {
  "specs/catalog/openapi.yaml": { text: spec },
  "specs/redocly.yaml": {
    changes: [["apis:\n", "  catalog:\n    root: catalog/openapi.yaml\n"]],
  },
  "src/catalog/index.ts": { text: index },
  "src/catalog/create-catalog-client.ts": { text: client },
  "src/catalog/catalog.ts": { text: objects },
  "package.json": {
    changes: [
      ['"browser": {\n', '    "./catalog": "./dist/web/catalog.js",\n'],
      [
        '"exports": {\n',
        `    "./catalog": {
      "types": "./dist/types/src/catalog/index.d.ts",
      "node": "./dist/node/catalog.js",
      "default": "./dist/web/catalog.js"
    },
    "./specs/catalog.yaml": "./dist/specs/catalog.yaml",
`,
      ],
    ],
  },
  "tsconfig.json": {
    changes: [['"paths": {\n', '      "flip-pili/catalog": ["./src/catalog/index.ts"],\n']],
  },
  ".biome.json": {
    changes: [
      [
        '"overrides": [\n',
        `    {
      "includes": ["src/catalog/**"],
      "linter": {
        "rules": {
          "style": {
            "noRestrictedImports": {
              "level": "error",
              "options": {
                "patterns": [
                  {
                    "group": ["**/flip/**", "**/pili/**", "**/testing/**", "**/cli/**"],
                    "message": "The APIs do not import each other, nor what is built on them."
                  }
                ]
              }
            }
          }
        }
      }
    },
`,
      ],
    ],
  },
  "src/testing/mock/catalog/catalog-api.ts": { text: mock },
  "src/testing/mock/apis.ts": {
    changes: [
      [
        'import { requireOneOf } from "../../http/argument-checks.ts";\n',
        'import { catalogApi } from "./catalog/catalog-api.ts";\n',
      ],
      ["export interface ApiCredentials {\n", "  catalog: MockCredentials;\n"],
      [
        "const apis: { readonly [Name in ApiName]: MockApi<ApiCredentials[Name]> } = {\n",
        "  catalog: catalogApi,\n",
      ],
    ],
  },
  "src/testing/conform/catalog/conform-catalog.ts": { text: conform },
  "src/testing/conform/check-conformance.ts": {
    changes: [
      [
        'import { loadSpec } from "../spec/load-spec.ts";\n',
        'import { conformCatalog } from "./catalog/conform-catalog.ts";\n',
      ],
      [
        "const apis: { readonly [Name in ApiName]: ConformApi<ApiCredentials[Name]> } = {\n",
        "  catalog: conformCatalog,\n",
      ],
    ],
  },
  "src/cli/apis.ts": {
    changes: [
      [
        "export const apis: Readonly<Record<ApiName, Api>> = {\n",
        `  catalog: {
    title: "Catalog",
    url: "https://catalog.qiniuapi.com",
    path: /^(?!)/,
    pathExample: undefined,
    variables: qiniuKeys,
    toCode: (host, port) => \`createCatalogClient(credentials, { apiHost: "\${host}:\${port}" })\`,
    command: "flip-pili conform catalog",
  },
`,
      ],
    ],
  },
  "src/cli/commands/login.ts": {
    changes: [
      [
        "const checks: Readonly<Record<ApiName, Check>> = {\n",
        "  catalog: async () => undefined,\n",
      ],
    ],
  },
  "scripts/demo.ts": {
    changes: [
      [
        "const demos: Readonly<Record<ApiName, (file: VideoFile) => Promise<boolean>>> = {\n",
        "  catalog: async () => true,\n",
      ],
    ],
  },
  "scripts/samples/qiniu-services.ts": {
    changes: [
      [
        'import { createQiniuStyle } from "./qiniu-style.ts";\n',
        `
export const catalogStyle = createQiniuStyle({
  api: "catalog",
  objects: {
    listFilms: {
      code: "for (const film of await catalog.films()) {\\n  console.log(film.title);\\n}",
      symbols: ["Catalog.films"],
    },
    getFilm: {
      code: "const film = await catalog.film($path.id);\\nconsole.log(film.title);",
      symbols: ["Catalog.film"],
    },
  },
  roots: {
    catalog: { name: "Catalog", declaration: "const catalog = new Catalog(credentials);" },
  },
  createClient: "createCatalogClient",
  host: "catalog.qiniuapi.com",
  prefix: "",
});
`,
      ],
    ],
  },
  "scripts/samples/list-samples.ts": {
    changes: [
      [
        'import { flipStyle } from "./flip-style.ts";\n',
        'import { catalogStyle } from "./qiniu-services.ts";\n',
      ],
      ["const styles: Readonly<Record<string, ApiStyle>> = {\n", "  catalog: catalogStyle,\n"],
    ],
  },
  "scripts/docs/site-map.ts": {
    changes: [
      [
        "export const references: readonly ReferencePage[] = [\n",
        '  { api: "catalog", title: "Catalog", description: "Films." },\n',
      ],
    ],
  },
  "test/contract/apis/catalog.ts": { text: contract },
  "test/contract/contracts.ts": {
    changes: [
      [
        'import { flip } from "./apis/flip.ts";\n',
        'import { catalog } from "./apis/catalog.ts";\n',
      ],
      ["export const contracts: readonly Contract[] = [", "catalog, "],
    ],
  },
  "test/docs/apis/catalog.ts": { text: samples },
  "test/docs/sample-programs.ts": {
    changes: [
      [
        'import { flip } from "./apis/flip.ts";\n',
        'import { catalog } from "./apis/catalog.ts";\n',
      ],
      ["export const sampleApis: readonly SampleApi[] = [", "catalog, "],
    ],
  },
  "test/testing/mock/fuzz/fuzz-mock.ts": {
    changes: [
      [
        "const apis = {\n",
        `  catalog: {
    prefix: "",
    auth: "",
    headers: { Authorization: \`Qiniu access:\${"A".repeat(27)}=\` },
    validTarget: "/films",
  },
`,
      ],
    ],
  },
};
