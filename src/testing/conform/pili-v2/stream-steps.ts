import { markedPages } from "../qiniu/marked-pages.ts";
import { entriesOf, fieldOf, listOf, textField } from "../response.ts";
import {
  checkPages,
  expectChanged,
  expectFiltered,
  expectListed,
  inBody,
  ownId,
} from "../state-checks.ts";
import type { ResourceStep, Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { callOfUnknownHub, hubPath, keysOf, streamPath, unknownStream } from "./paths.ts";

/** A step for one stream, which is in its path. */
export const ofStream: ResourceStep = {
  needs: ["stream"],
  target: "stream",
  pathOf: streamPath,
  unknownId: unknownStream,
};

/** Streams of the run: created, listed, read, disabled, enabled and converted. */
export const streamSteps: readonly Step[] = [
  {
    operationId: "createStream",
    allowedBy: "allowStreams",
    creates: {
      kind: "stream",
      idOf: ({ json }) => textField(json, "key"),
      keptBecause: "streams cannot be deleted, and expire by themselves",
    },
    request: newStream,
    async after(context) {
      await context.call("getStream", { path: ownPath(context) });
      // Two more, because paging needs several entries.
      await context.call("createStream", newStream(context));
      await context.call("createStream", newStream(context));
    },
    rejections: [
      {
        name: "rejects a key that exists",
        statuses: [614],
        request: (context) => ({
          path: hubPath(context),
          json: { key: ownId(context, "stream") },
        }),
      },
      {
        name: "rejects an empty key",
        statuses: [400],
        request: (context) => ({ path: hubPath(context), json: { key: "" } }),
      },
    ],
  },
  {
    operationId: "listStreams",
    finds: "stream",
    listedIds: keysOf,
    request: (context) => ({ path: hubPath(context) }),
    after: checkList,
    rejections: [
      {
        name: "rejects a limit over 5000",
        statuses: [400],
        request: (context) => ({ path: hubPath(context), query: { limit: 5001 } }),
      },
      {
        name: "rejects the marker 0",
        statuses: [400],
        request: (context) => ({ path: hubPath(context), query: { marker: "0" } }),
      },
      callOfUnknownHub({}),
    ],
  },
  { operationId: "getStream", ...ofStream },
  {
    operationId: "setStreamDisabled",
    ...ofStream,
    request: () => ({ json: { disabledTill: -1 } }),
    async after(context) {
      const nextDay = Math.floor(Date.now() / 1000) + 24 * 3600;
      await expectChanged(context, { disabledTill: -1 }, lookupOwn(context));
      for (const disabledTill of [nextDay, 0]) {
        await context.call("setStreamDisabled", {
          path: ownPath(context),
          json: { disabledTill },
        });
        await expectChanged(context, { disabledTill }, lookupOwn(context));
      }
    },
    rejections: [
      {
        name: "rejects a time that is not a number",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { disabledTill: "tomorrow" } }),
      },
    ],
  },
  {
    operationId: "setStreamConverts",
    ...ofStream,
    request: () => ({ json: { converts: ["720p"] } }),
    unless: { statuses: [400], reason: "the hub does not convert to 720p" },
    async after(context) {
      await expectChanged(context, { converts: ["720p"] }, lookupOwn(context));
      await context.call("setStreamConverts", {
        path: ownPath(context),
        json: { converts: [] },
      });
    },
    rejections: [
      {
        name: "rejects profiles that are not a list",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { converts: "720p" } }),
      },
    ],
  },
];

/** What is known about pushes in progress and past ones. */
export const statusSteps: readonly Step[] = [
  {
    operationId: "getLiveStatus",
    ...ofStream,
    // The three forms in which the service reports that a stream is not live.
    statuses: [200, 619, 404],
  },
  {
    operationId: "listLiveStatuses",
    needs: ["stream"],
    request: (context) => ({
      path: hubPath(context),
      json: { items: [context.resources.any("stream") ?? "", context.settings.newName()] },
    }),
    async after(context, { body }) {
      const key = context.resources.any("stream") ?? "";
      const list = entriesOf(body);
      const name = "returns only the requested streams";
      expectFiltered(context, { name, list, field: "key", value: key });
    },
    rejections: [
      {
        name: "rejects more than 100 keys",
        statuses: [400],
        request: (context) => ({
          path: hubPath(context),
          json: { items: Array.from({ length: 101 }, (_, index) => `key-${index}`) },
        }),
      },
    ],
  },
  {
    operationId: "listHistoryActivity",
    ...ofStream,
    async after(context) {
      const key = context.resources.any("stream") ?? "";
      const request = { path: streamPath(key, context), query: { start: 1, end: 2 } };
      const { body } = await context.call("listHistoryActivity", request);
      const message = "No push can be in an interval before the service existed";
      const isEmpty = listOf(fieldOf(body, "items")).length === 0;
      context.check("filters by time", isEmpty ? [] : [inBody("filter", message, "items")]);
    },
  },
];

function newStream(context: StepContext) {
  return { path: hubPath(context), json: { key: context.settings.newName() } };
}

/** Returns the path of a stream that the run has created. */
function ownPath(context: StepContext) {
  return streamPath(ownId(context, "stream"), context);
}

function lookupOwn(context: StepContext) {
  return { operationId: "getStream", request: { path: ownPath(context) } };
}

async function checkList(context: StepContext): Promise<void> {
  const [own] = context.resources.own("stream");
  const path = hubPath(context);
  const prefix = own === undefined ? "" : context.settings.runName;
  if (own !== undefined) {
    const response = await context.call("listStreams", { path, query: { prefix } });
    expectListed(context, response, own, keysOf);
    const wrong = keysOf(response.body).filter((key) => !key.startsWith(prefix));
    const message = `Every key must begin with the requested ${prefix}`;
    const violations = wrong.length === 0 ? [] : [inBody("filter", message, "items")];
    context.check("filters by the beginning of the key", violations);
  }
  await context.call("listStreams", { path, query: { liveonly: true } });
  const listPage = async (query: object) =>
    (await context.call("listStreams", { path, query: { prefix, ...query } })).body;
  await checkPages(context, markedPages(listPage, keysOf));
}
