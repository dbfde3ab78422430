import { entriesOf, fieldOf, idsOf, textOf } from "../answer.ts";
import { checkPages, type PagedList } from "../check-pages.ts";
import {
  expectChanged,
  expectGone,
  expectListed,
  expectSame,
  inBody,
  ownId,
} from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { Trial } from "../trial.ts";
import { anySuccess, badRequest, notFound } from "./statuses.ts";

const fields = ["id", "createdAt", "title", "hub", "disabled", "publishKey", "publishSecurity"];

/** Streams of the run's own, listed, read, changed, disabled and enabled. */
export const streamSteps: readonly Step[] = [
  {
    operationId: "createStream",
    creates: { kind: "stream", undo: "deleteStream" },
    request: newStream,
    async after(trial, answer) {
      await expectSame(trial, answer, lookAt(ownId(trial, "stream")), fields);
      // Two more: several entries are what pages need.
      await trial.call("createStream", newStream(trial));
      await trial.call("createStream", newStream(trial));
    },
    refusals: [
      {
        name: "refuses an empty hub",
        statuses: badRequest,
        request: ({ settings }) => ({ json: { hub: "", title: settings.newName() } }),
      },
      {
        name: "refuses a title that is too short",
        statuses: badRequest,
        request: ({ settings }) => ({ json: { hub: settings.hub, title: "a" } }),
      },
    ],
  },
  {
    operationId: "listStreams",
    finds: "stream",
    request: ({ settings }) => ({ query: { hub: settings.hub } }),
    async after(trial) {
      const [own] = trial.belongings.own("stream");
      const { hub, runName: title } = trial.settings;
      if (own !== undefined) {
        const answer = await trial.call("listStreams", { query: { hub, title } });
        expectListed(trial, answer, own);
        expectTitles(trial, answer.body, title);
      }
      await checkPages(trial, markedPages(trial, own === undefined ? { hub } : { hub, title }));
      await checkIdOnly(trial);
    },
    refusals: [{ name: "refuses a list without hub", statuses: badRequest, request: () => ({}) }],
  },
  {
    operationId: "getStream",
    needs: ["stream"],
    of: "stream",
    unknownId: notFound,
  },
  {
    operationId: "getStreamStatus",
    needs: ["stream"],
    of: "stream",
    // What a stream that was never pushed is answered with is not documented.
    unless: { statuses: notFound, reason: "the stream was never pushed" },
    unknownId: notFound,
  },
  {
    operationId: "listStreamStatuses",
    needs: ["stream"],
    request: (trial) => ({ json: { streamIds: trial.belongings.own("stream") } }),
    refusals: [{ name: "refuses a body without ids", statuses: badRequest, request: noFields }],
  },
  {
    operationId: "updateStream",
    needs: ["stream"],
    of: "stream",
    request: () => ({ json: { publishKey: "flip-pili-conform-key", publishSecurity: "static" } }),
    async after(trial) {
      const id = ownId(trial, "stream");
      const wanted = { publishKey: "flip-pili-conform-key", publishSecurity: "static" };
      await expectChanged(trial, wanted, lookAt(id));
      for (const disabled of [true, false]) {
        await trial.call("updateStream", { path: { id }, json: { disabled } });
        await expectChanged(trial, { disabled, ...wanted }, lookAt(id));
      }
    },
    unknownId: notFound,
    refusals: [
      {
        name: "refuses an unknown publishSecurity",
        statuses: badRequest,
        request: (trial) => ({
          path: { id: ownId(trial, "stream") },
          json: { publishSecurity: "flip-pili-unknown" },
        }),
      },
    ],
  },
  {
    operationId: "setStreamAvailability",
    needs: ["stream"],
    of: "stream",
    // No body is documented, and any success may come.
    statuses: anySuccess,
    request: () => ({ json: { available: "disabled" } }),
    async after(trial) {
      const id = ownId(trial, "stream");
      await expectChanged(trial, { disabled: true }, lookAt(id));
      const request = { path: { id }, json: { available: "enabled" } };
      await trial.call("setStreamAvailability", request, { statuses: anySuccess });
      await expectChanged(trial, { disabled: false }, lookAt(id));
    },
    unknownId: notFound,
    refusals: [
      {
        name: "refuses an unknown availability",
        statuses: badRequest,
        request: (trial) => ({
          path: { id: ownId(trial, "stream") },
          json: { available: "flip-pili-unknown" },
        }),
      },
    ],
  },
];

export const streamDeletion: Step = {
  operationId: "deleteStream",
  needs: ["stream"],
  of: "stream",
  async after(trial) {
    const id = ownId(trial, "stream");
    await expectGone(trial, { kind: "stream", id }, notFound, lookAt(id));
  },
  unknownId: notFound,
};

function newStream({ settings }: Trial) {
  const { hub, newName } = settings;
  return { json: { hub, title: newName(), publishKey: "abc", publishSecurity: "dynamic" } };
}

function lookAt(id: string) {
  return { operationId: "getStream", request: { path: { id } } };
}

function noFields() {
  return { json: {} };
}

function expectTitles(trial: Trial, body: unknown, title: string): void {
  const items = entriesOf(body);
  const wrong = items.findIndex((item) => textOf(item, "title")?.startsWith(title) !== true);
  const message = `Every title must begin with ${title}, which was asked for`;
  const violations = wrong < 0 ? [] : [inBody("filter", message, "items", String(wrong), "title")];
  trial.check("filters by the beginning of the title", violations);
}

async function checkIdOnly(trial: Trial): Promise<void> {
  const { hub } = trial.settings;
  const { body } = await trial.call("listStreams", { query: { hub, idonly: true } });
  const items = entriesOf(body);
  const wrong = items.findIndex((item) => textOf(item, "title") !== undefined);
  const message = "With idonly an entry must have its id alone";
  const violations = wrong < 0 ? [] : [inBody("filter", message, "items", String(wrong))];
  trial.check("gives ids alone when asked for them", violations);
}

/** The pages of a list that goes on with `marker`. */
function markedPages(trial: Trial, filter: { hub: string; title?: string }): PagedList {
  const ask = async (query: { limit: number; marker?: string }) =>
    (await trial.call("listStreams", { query: { ...filter, ...query } })).body;
  return {
    first: async (count) => idsOf(await ask({ limit: count })),
    async pages(size, count) {
      const ids: string[] = [];
      let marker: string | undefined;
      const most = Math.ceil(count / size) + 1;
      for (let page = 0; page < most; page++) {
        const body = await ask(marker === undefined ? { limit: size } : { limit: size, marker });
        const found = idsOf(body);
        ids.push(...found);
        marker = textOf(body, "marker");
        if (found.length === 0 || fieldOf(body, "end") === true || marker === undefined) break;
      }
      return ids;
    },
  };
}
