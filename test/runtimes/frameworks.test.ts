import { rm } from "node:fs/promises";
import { TelestreamCloud } from "flip-pili/flip";
import { type MockServer, startMockServer } from "flip-pili/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
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

const parsers = "app.use(express.json(), express.urlencoded());";
const route = 'app.post("/flip/3f6c0e5b9d", handler);';
const instance = "const app = Fastify();";
const honoRoute = 'app.post("/flip/3f6c0e5b9d", (c) => handler(c.req.raw));';

const apps: readonly App[] = [
  { title: "Express", file: "express.js" },
  express("without body parsers", { [parsers]: "" }),
  express("with a body parser of JSON alone", { [parsers]: "app.use(express.json());" }),
  express("with nested forms", { "urlencoded()": "urlencoded({ extended: true })" }),
  express("with text", { [parsers]: 'app.use(express.text({ type: "*/*" }));' }),
  express("with bytes", { [parsers]: 'app.use(express.raw({ type: "*/*" }));' }),
  express("with body parsers after it", { [parsers]: "", [route]: `${route}\n${parsers}` }),
  express("in a router", {
    [route]: 'app.use("/flip", express.Router().post("/3f6c0e5b9d", handler));',
  }),
  express4("with body parsers", { "urlencoded()": "urlencoded({ extended: false })" }),
  express4("without body parsers", { [parsers]: "" }),
  express4("with a body parser of JSON alone", { [parsers]: "app.use(express.json());" }),
  { title: "Fastify", file: "fastify.js" },
  {
    title: "Fastify with a parser of forms for other routes",
    file: "fastify.js",
    changes: { [instance]: `${instance}\napp.register(import("@fastify/formbody"));` },
  },
  { title: "Hono", file: "hono.js" },
  {
    title: "Hono with a middleware that reads the body",
    file: "hono.js",
    changes: {
      'import { handler } from "./receiver.js";':
        'import { cloneRawRequest } from "hono/request";\nimport { handler } from "./receiver.js";',
      [honoRoute]: `
        app.use(async (c, next) => {
          await c.req.text();
          await next();
        });
        app.post("/flip/3f6c0e5b9d", async (c) => handler(await cloneRawRequest(c.req)));`,
    },
  },
];

const routeFile = "app/flip/3f6c0e5b9d/route.js";
const files = readGuideFiles();

let flip: MockServer;
let project: Project;

beforeAll(async () => {
  flip = await startMockServer("flip", { credentials: flipKeys, speed: 0 });
  project = await createProject();
  for (const [path, code] of files) await writeApp(project, path, useFlip(code, flip));
}, 300_000);

afterAll(async () => {
  await flip.close();
  await rm(project.folder, { recursive: true });
});

test("the JavaScript of the guides are the files that these tests run", () => {
  const tested = ["receiver.js", ...new Set(apps.map(({ file }) => file)), routeFile];

  expect([...files.keys()]).toEqual(tested);
});

test.each(apps)("$title passes notifications to the handler", async (app) => {
  await writeApp(project, "app.js", toVariant(app));

  await testApp(["app.js"]);
});

test("Next passes notifications to the handler", async () => {
  await buildNext(project);

  await testApp([project.next, "start", "-H", "127.0.0.1"]);
}, 120_000);

/** Sends notifications to an app as the service does, and checks what the handler does. */
async function testApp(argv: readonly string[]): Promise<void> {
  flip.requests.length = 0;
  const app = await startApp(project, argv);
  const path = "/flip/3f6c0e5b9d";
  const form = `event=video-encoded&video_id=${seeds.video}&encoding_ids[0]=${seeds.encoding}`;
  const json = JSON.stringify({ event: "video-encoded", video_id: seeds.failedVideo });

  const first = await post(app.port, form, { path });
  const repeated = await post(app.port, form, { path });
  await vi.waitFor(() => expect(countRequests("listVideoEncodings")).toBe(2), waiting);
  const second = await post(app.port, json, { path, contentType: "application/json" });
  await vi.waitFor(() => expect(app.lines().length).toBeGreaterThanOrEqual(2), waiting);
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

function express(title: string, changes: App["changes"] = {}): App {
  return { title: `Express ${title}`, file: "express.js", changes };
}

function express4(title: string, changes: App["changes"] = {}): App {
  return {
    ...express(`4 ${title}`),
    file: "express.js",
    changes: { ...changes, 'from "express"': 'from "express4"' },
  };
}

/** Returns the code of an app. Each text to change must be in the file of the guide. */
function toVariant({ file, changes = {} }: App): string {
  return Object.entries(changes).reduce((code, [from, to]) => {
    expect(code).toContain(from);
    return code.replace(from, () => to);
  }, files.get(file) ?? "");
}
