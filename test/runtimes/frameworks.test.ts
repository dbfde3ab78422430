import { rm } from "node:fs/promises";
import { TelestreamCloud } from "flip-pili/flip";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { flipKeys, readGuideFiles, useFlip } from "../docs/read-guides.ts";
import { seeds } from "../helpers/flip-world.ts";
import { post } from "../helpers/notification-server.ts";
import { buildNext, createProject, type Project, startApp, writeApp } from "./frameworks.ts";

/** A file of the guide, or a variant of it. */
interface App {
  readonly title: string;
  readonly file: string;
  /** Text in the file of the guide, and what the variant has instead. */
  readonly changes?: Readonly<Record<string, string>>;
}

const route = 'app.post("/flip/3f6c0e5b9d", handler);';
const routeAndParsers = `${route}\napp.use(express.json(), express.urlencoded());`;

const apps: readonly App[] = [
  { title: "Express", file: "express.js" },
  express("without body parsers", { [routeAndParsers]: route }),
  express("after body parsers", after("express.json(), express.urlencoded()")),
  express("after a body parser of nested forms", after("express.urlencoded({ extended: true })")),
  express("after a body parser of JSON", after("express.json()")),
  express("after a body parser of text", after('express.text({ type: "*/*" })')),
  express("after a body parser of bytes", after('express.raw({ type: "*/*" })')),
  express("in a router", {
    [route]: 'app.use("/flip", express.Router().post("/3f6c0e5b9d", handler));',
  }),
  express4("without body parsers", { [routeAndParsers]: route }),
  express4("after body parsers", after("express.json(), express.urlencoded({ extended: false })")),
  express4("after a body parser of JSON", after("express.json()")),
  { title: "Fastify", file: "fastify.js" },
  {
    title: "Fastify with a parser of forms for other routes",
    file: "fastify.js",
    changes: {
      "const app = Fastify();":
        'const app = Fastify();\napp.register(import("@fastify/formbody"));',
    },
  },
  { title: "Hono", file: "hono.js" },
  {
    title: "Hono with a middleware that reads the body",
    file: "hono.js",
    changes: {
      'import { handler } from "./receiver.js";':
        'import { cloneRawRequest } from "hono/request";\nimport { handler } from "./receiver.js";',
      'app.post("/flip/3f6c0e5b9d", (c) => handler(c.req.raw));': `
        app.use(async (c, next) => {
          await c.req.text();
          await next();
        });
        app.post("/flip/3f6c0e5b9d", async (c) => handler(await cloneRawRequest(c.req)));`,
    },
  },
];

const path = "/flip/3f6c0e5b9d";
const routeFile = "app/flip/3f6c0e5b9d/route.js";
const files = readGuideFiles();

let flip: MockServer;
let project: Project;

beforeAll(async () => {
  flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
  project = await createProject();
  for (const [path, code] of files) await writeApp(project, path, useFlip(code, flip));
  return async () => {
    await flip.close();
    await rm(project.folder, { recursive: true });
  };
}, 300_000);

test("the JavaScript of the guides are the files that these tests run", () => {
  const tested = ["receiver.js", ...new Set(apps.map(({ file }) => file)), routeFile];

  expect([...files.keys()]).toEqual(tested);
});

test.each(apps)("$title passes notifications to the handler", async (app) => {
  const file = app.changes === undefined ? app.file : "variant.js";
  await writeApp(project, file, toVariant(app));

  await testApp([file], path);
});

describe("Next", () => {
  const edgePath = path.replace("flip", "edge");
  const argv = (): string[] => [project.next, "start", "-H", "127.0.0.1"];

  beforeAll(async () => {
    const receiver = files.get("receiver.js")?.replace(path, edgePath) ?? "";
    const route = files.get(routeFile)?.replace("receiver.js", "edge-receiver.js");
    const code = `${route}\nexport const runtime = "edge";\n`;
    await writeApp(project, "edge-receiver.js", useFlip(receiver, flip));
    await writeApp(project, routeFile.replace("flip", "edge"), code);
    await buildNext(project);
  }, 120_000);

  test("passes notifications to the handler", () => testApp(argv(), path));

  test("passes notifications to the handler on the edge runtime", () => testApp(argv(), edgePath));
});

/** Sends notifications to an app as the service does, and checks what the handler does. */
async function testApp(argv: readonly string[], path: string): Promise<void> {
  flip.requests.length = 0;
  const app = await startApp(project, argv);
  const form = `event=video-encoded&video_id=${seeds.video}&encoding_ids[0]=${seeds.encoding}`;
  const json = JSON.stringify({ event: "video-encoded", video_id: seeds.failedVideo });

  const first = await post(app.port, form, { path });
  const repeated = await post(app.port, form, { path });
  await vi.waitFor(() => expect(countRequests("listVideoEncodings")).toBe(2), waiting);
  const second = await post(app.port, json, { path, contentType: "application/json" });
  await vi.waitFor(
    () => expect(app.lines().length, app.errors()).toBeGreaterThanOrEqual(2),
    waiting,
  );
  const wrong = await post(app.port, form, { path: `${path}0` });

  expect([first, repeated, second, wrong].map(({ status }) => status)).toEqual([
    200, 200, 200, 404,
  ]);
  expect(app.lines()).toEqual(await expectedLines(seeds.video, seeds.failedVideo));
  expect(app.errors()).toBe("");
}

const waiting = { timeout: 5_000 };

function countRequests(operationId: string): number {
  return flip.requests.filter((request) => request.operationId === operationId).length;
}

/** Returns what `onEvent` of the guide writes for videos. */
async function expectedLines(...ids: string[]): Promise<string[]> {
  const { host: apiHost, port: apiPort } = flip;
  const tc = new TelestreamCloud({ ...flipKeys, apiHost, apiPort, factoryId: seeds.factory });
  const factory = await tc.getResource("flip").factories.find(seeds.factory);
  const videos = await Promise.all(ids.map((id) => factory.videos.find(id)));
  return videos.map(({ original_filename }) => `encoded ${original_filename}`);
}

type Changes = NonNullable<App["changes"]>;

function express(title: string, changes: Changes): App {
  return { title: `Express ${title}`, file: "express.js", changes };
}

function express4(title: string, changes: Changes): App {
  return express(`4 ${title}`, { ...changes, 'from "express"': 'from "express4"' });
}

/** Registers the handler of Express after body parsers. */
function after(parsers: string): Changes {
  return { [routeAndParsers]: `app.use(${parsers});\n${route}` };
}

/** Returns the code of an app. Each text to change must be in the file of the guide. */
function toVariant({ file, changes = {} }: App): string {
  return Object.entries(changes).reduce((code, [from, to]) => {
    expect(code).toContain(from);
    return code.replace(from, () => to);
  }, files.get(file) ?? "");
}
