import { entriesOf, fieldOf, textField } from "../response.ts";
import { expectChanged, inBody } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { StepAborted, type StepContext } from "../step-context.ts";
import { callOfUnknownHub, hubPath, streamPath } from "./paths.ts";

type Values = Readonly<Record<string, unknown>>;

/** The hub and its settings, which are changed and restored. */
export const hubSteps: readonly Step[] = [
  {
    operationId: "listHubs",
    async after(context, { body }) {
      const { hub } = context.settings;
      const isListed = entriesOf(body).some((entry) => textField(entry, "name") === hub);
      const message = `The list must contain ${hub}, which is used`;
      context.check("lists the hub", isListed ? [] : [inBody("list", message, "items")]);
    },
  },
  {
    operationId: "getHub",
    request: (context) => ({ path: hubPath(context) }),
    rejections: [callOfUnknownHub({})],
  },
  settingStep("setHubHlsPlus", ["hlsPlus"], ({ hlsPlus }) => ({ hlsPlus: hlsPlus !== true })),
  settingStep("setHubPersistence", ["storageBucket", "liveDataExpireDays"], (old) => ({
    ...old,
    liveDataExpireDays: old["liveDataExpireDays"] === 30 ? 31 : 30,
  })),
  settingStep("setHubSnapshotInterval", ["snapshotInterval"], ({ snapshotInterval }) => ({
    snapshotInterval: snapshotInterval === 30 ? 60 : 30,
  })),
  // Only the domain that is set is known to be valid.
  settingStep("setVodDomain", ["vodDomain"], (old) => old),
  {
    ...settingStep("setHubSecurity", ["publishSecurity", "publishKey"], (old) => ({
      ...old,
      publishSecurity: old["publishSecurity"] === "expiry" ? "expiry_sk" : "expiry",
    })),
    needs: ["stream"],
  },
];

/** Returns the step that changes settings of the hub. They are restored at the end of the run. */
function settingStep(
  operationId: string,
  names: readonly string[],
  change: (old: Values) => Values,
): Step {
  const invalid = Object.fromEntries(names.map((name) => [name, {}]));
  return {
    operationId,
    allowedBy: "allowHubChanges",
    request: (context) => ({ path: hubPath(context), json: invalid }),
    run: (context) => changeSettings(context, { operationId, names, change }),
    rejections: [
      {
        name: "rejects values of another type",
        statuses: [400],
        request: (context) => ({ path: hubPath(context), json: invalid }),
      },
    ],
  };
}

interface Setting {
  readonly operationId: string;
  readonly names: readonly string[];
  readonly change: (old: Values) => Values;
}

async function changeSettings(context: StepContext, setting: Setting): Promise<void> {
  const { operationId, names, change } = setting;
  const path = hubPath(context);
  const old = await readSettings(context, names);
  const unknown = names.filter((name) => old[name] === undefined || old[name] === "");
  if (unknown.length > 0) {
    context.skipMain(`the hub has no ${unknown.join(" and ")} that could be restored`);
    throw new StepAborted("A setting is unknown");
  }
  const restoration = { operationId, request: { path, json: old } };
  context.resources.add({ kind: "setting", id: names.join(), deletion: restoration });
  const wanted = change(old);
  await context.call(operationId, { path, json: wanted });
  // The publish key is a field of streams only.
  const { publishKey: _, ...visible } = wanted;
  await expectChanged(context, visible, { operationId: "getHub", request: { path } });
}

/** Returns settings of the hub. Its publish key is that of its streams. */
async function readSettings(context: StepContext, names: readonly string[]): Promise<Values> {
  const { body } = await context.call("getHub", { path: hubPath(context) });
  const read = async (name: string) => {
    if (name !== "publishKey") return fieldOf(body, name);
    const key = context.resources.any("stream") ?? "";
    const stream = await context.call("getStream", { path: streamPath(key, context) });
    return fieldOf(stream.body, name);
  };
  const entries = names.map(async (name) => [name, await read(name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
