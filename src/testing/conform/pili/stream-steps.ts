import { markedPages } from "../qiniu/marked-pages.ts";
import { entriesOf, idsOf, textField } from "../response.ts";
import {
  checkPages,
  deletionStep,
  expectChanged,
  expectEqual,
  expectListed,
  inBody,
  lookupById,
  ownId,
  type PagedList,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";

/** Statuses for an unknown stream: 612 is that of version 2. */
export const unknownStream: readonly number[] = [404, 612];

/** All statuses of a success. */
const anySuccess: readonly number[] = [200, 201, 202, 204];

const fields = ["id", "createdAt", "title", "hub", "disabled", "publishKey", "publishSecurity"];

/** Streams of the run: listed, read, changed, disabled and enabled. */
export const streamSteps: readonly Step[] = [
  {
    operationId: "createStream",
    creates: { kind: "stream", deletedBy: "deleteStream" },
    request: newStream,
    async after(context, response) {
      await expectEqual(context, response, lookupStream(ownId(context, "stream")), fields);
      // Two more, because paging needs several entries.
      await context.call("createStream", newStream(context));
      await context.call("createStream", newStream(context));
    },
    rejections: [
      {
        name: "rejects an empty hub",
        statuses: [400],
        request: ({ settings }) => ({ json: { hub: "", title: settings.newName() } }),
      },
      {
        name: "rejects a title that is too short",
        statuses: [400],
        request: ({ settings }) => ({ json: { hub: settings.hub, title: "a" } }),
      },
    ],
  },
  {
    operationId: "listStreams",
    finds: "stream",
    request: ({ settings }) => ({ query: { hub: settings.hub } }),
    async after(context) {
      const [own] = context.resources.own("stream");
      const { hub, runName: title } = context.settings;
      if (own !== undefined) {
        const response = await context.call("listStreams", { query: { hub, title } });
        expectListed(context, response, own);
        expectTitles(context, response.body, title);
      }
      await checkPages(
        context,
        listOfStreams(context, own === undefined ? { hub } : { hub, title }),
      );
      await checkIdOnly(context);
    },
    rejections: [{ name: "rejects a list without a hub", statuses: [400], request: () => ({}) }],
  },
  {
    operationId: "getStream",
    needs: ["stream"],
    target: "stream",
    unknownId: unknownStream,
  },
  {
    operationId: "getStreamStatus",
    needs: ["stream"],
    target: "stream",
    // The response for a stream that has never been published to is not documented.
    unless: { statuses: unknownStream, reason: "the stream has never been published to" },
    unknownId: unknownStream,
  },
  {
    operationId: "listStreamStatuses",
    needs: ["stream"],
    request: (context) => ({ json: { streamIds: context.resources.own("stream") } }),
    rejections: [{ name: "rejects a body without ids", statuses: [400], request: noFields }],
  },
  {
    operationId: "updateStream",
    needs: ["stream"],
    target: "stream",
    request: () => ({ json: { publishKey: "flip-pili-conform-key", publishSecurity: "static" } }),
    async after(context) {
      const id = ownId(context, "stream");
      const wanted = { publishKey: "flip-pili-conform-key", publishSecurity: "static" };
      await expectChanged(context, wanted, lookupStream(id));
      for (const disabled of [true, false]) {
        await context.call("updateStream", { path: { id }, json: { disabled } });
        await expectChanged(context, { disabled, ...wanted }, lookupStream(id));
      }
    },
    unknownId: unknownStream,
    rejections: [
      {
        name: "rejects an unknown publishSecurity",
        statuses: [400],
        request: (context) => ({
          path: { id: ownId(context, "stream") },
          json: { publishSecurity: "flip-pili-unknown" },
        }),
      },
    ],
  },
  {
    operationId: "setStreamAvailability",
    needs: ["stream"],
    target: "stream",
    // No body is documented, and any success is possible.
    statuses: anySuccess,
    request: () => ({ json: { available: "disabled" } }),
    async after(context) {
      const id = ownId(context, "stream");
      await expectChanged(context, { disabled: true }, lookupStream(id));
      const request = { path: { id }, json: { available: "enabled" } };
      await context.call("setStreamAvailability", request, { statuses: anySuccess });
      await expectChanged(context, { disabled: false }, lookupStream(id));
    },
    unknownId: unknownStream,
    rejections: [
      {
        name: "rejects an unknown availability",
        statuses: [400],
        request: (context) => ({
          path: { id: ownId(context, "stream") },
          json: { available: "flip-pili-unknown" },
        }),
      },
    ],
  },
];

export const streamDeletion: Step = deletionStep({
  kind: "stream",
  deletedBy: "deleteStream",
  foundBy: "getStream",
  unknownId: unknownStream,
});

function newStream({ settings }: StepContext) {
  const { hub, newName } = settings;
  return { json: { hub, title: newName(), publishKey: "abc", publishSecurity: "dynamic" } };
}

function lookupStream(id: string) {
  return lookupById("getStream", id);
}

function noFields() {
  return { json: {} };
}

function expectTitles(context: StepContext, body: unknown, title: string): void {
  const items = entriesOf(body);
  const wrong = items.findIndex((item) => textField(item, "title")?.startsWith(title) !== true);
  const message = `Every title must begin with the requested ${title}`;
  const violations = wrong < 0 ? [] : [inBody("filter", message, "items", String(wrong), "title")];
  context.check("filters by the beginning of the title", violations);
}

async function checkIdOnly(context: StepContext): Promise<void> {
  const { hub } = context.settings;
  const { body } = await context.call("listStreams", { query: { hub, idonly: true } });
  const items = entriesOf(body);
  const wrong = items.findIndex((item) => textField(item, "title") !== undefined);
  const message = "With idonly an entry must have only its id";
  const violations = wrong < 0 ? [] : [inBody("filter", message, "items", String(wrong))];
  context.check("returns only ids with idonly", violations);
}

/** Returns the list of streams. */
function listOfStreams(context: StepContext, filter: { hub: string; title?: string }): PagedList {
  return markedPages(
    async (query) => (await context.call("listStreams", { query: { ...filter, ...query } })).body,
    idsOf,
  );
}
