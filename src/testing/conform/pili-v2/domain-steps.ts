import { textField } from "../response.ts";
import { expectChanged, expectGone, expectListed, ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { callOfUnknownHub, domainPath, domainsOf, hubPath, unknownHub } from "./paths.ts";

/** A step for one domain, which is in its path. */
const ofDomain = {
  needs: ["domain"],
  target: "domain",
  pathOf: domainPath,
  unknownId: unknownHub,
} satisfies Partial<Step>;

const rules = [{ pattern: "(.+)/live/(.+)/playlist.m3u8", replace: "$1/test-hub/$2.m3u8" }];

/** Domains of the run: added, listed, read, changed and removed. */
export const domainSteps: readonly Step[] = [
  {
    operationId: "createDomain",
    allowedBy: "allowHubChanges",
    creates: {
      kind: "domain",
      idOf: ({ json }) => textField(json, "domain"),
      deletedBy: "deleteDomain",
      deletionRequest: (domain, { hub }) => ({ path: { hub, domain } }),
    },
    request: newDomain,
    unless: { statuses: [400], reason: "the service does not accept every domain" },
    async after(context) {
      const lookup = { operationId: "getDomain", request: { path: ownPath(context) } };
      await expectChanged(context, { type: "liveHls" }, lookup);
    },
    rejections: [
      {
        name: "rejects a domain that is not valid",
        statuses: [400],
        request: (context) => ({
          path: hubPath(context),
          json: { domain: "not a domain", type: "liveHls" },
        }),
      },
      {
        name: "rejects an unknown type",
        statuses: [400],
        request: (context) => ({
          path: hubPath(context),
          json: { ...newDomain(context).json, type: "flip-pili-unknown" },
        }),
      },
    ],
  },
  {
    operationId: "listDomains",
    finds: "domain",
    listedIds: domainsOf,
    request: (context) => ({ path: hubPath(context) }),
    async after(context, response) {
      const [own] = context.resources.own("domain");
      if (own !== undefined) expectListed(context, response, own, domainsOf);
    },
    rejections: [callOfUnknownHub({})],
  },
  { operationId: "getDomain", ...ofDomain },
  {
    operationId: "setDomainUrlRewrite",
    ...ofDomain,
    request: () => ({ json: { rules } }),
    async after(context) {
      const lookup = { operationId: "getDomain", request: { path: ownPath(context) } };
      await expectChanged(context, { urlRewrite: { rules } }, lookup);
    },
    rejections: [
      {
        name: "rejects rules that are not a list",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { rules: "none" } }),
      },
    ],
  },
  {
    operationId: "setDomainCertificate",
    ...ofDomain,
    request: ({ settings }) => ({ json: { certName: settings.newName() } }),
    unless: { statuses: [400, 404, 612], reason: "the account has no such certificate" },
  },
];

export const domainDeletion: Step = {
  operationId: "deleteDomain",
  ...ofDomain,
  async after(context) {
    const id = ownId(context, "domain");
    const lookup = { operationId: "getDomain", request: { path: ownPath(context) } };
    await expectGone(context, { kind: "domain", id }, unknownHub, lookup);
  },
};

function newDomain(context: StepContext) {
  const domain = `${context.settings.newName()}.example.com`;
  return { path: hubPath(context), json: { domain, type: "liveHls" } };
}

/** Returns the path of a domain that the run has added. */
function ownPath(context: StepContext) {
  return domainPath(ownId(context, "domain"), context);
}
