import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { callOfUnknownHub, hubPath, streamPath } from "./paths.ts";
import { ofStream } from "./stream-steps.ts";

/** Viewers and measurements. */
export const statisticsSteps: readonly Step[] = [
  {
    operationId: "getStreamStats",
    ...ofStream,
    request: () => ({ query: lastHour() }),
    rejections: [
      {
        name: "rejects more than 24 hours",
        statuses: [400],
        request: (context) => ({
          path: streamPath(context.resources.any("stream") ?? "", context),
          query: { start: 1_488_355_200, end: 1_488_355_200 + 25 * 3600 },
        }),
      },
    ],
  },
  ofHub("getPlayStats", () => ({})),
  {
    ...ofHub("getDomainPlayStats", ({ resources }) => ({ stream: resources.any("stream") })),
    needs: ["stream"],
  },
  ofHub("listPlayHistory", lastHour),
  ofHub("getPlayHistoryDetail", () => ({ time: lastHour().start })),
  ofHub("listDomainPlayHistory", lastHour),
];

/** Usage of the account. */
export const usageSteps: readonly Step[] = [
  ofAccount("getUpflowUsage", {}),
  ofAccount("getDownflowUsage", { group: "domain" }),
  ofAccount("getCodecUsage", {}),
  ofAccount("getNropUsage", {}),
  ofAccount("getCasterUsage", { select: "upflow" }),
  ofAccount("getPubUsage", { select: "count" }),
];

/** Returns a step that reads a statistic of the hub. */
function ofHub(
  operationId: string,
  query: (context: StepContext) => Readonly<Record<string, unknown>>,
): Step {
  const request = (context: StepContext) => ({ path: hubPath(context), query: query(context) });
  return { operationId, request, rejections: [callOfUnknownHub({ request })] };
}

/** Returns the last hour in Unix seconds. */
function lastHour(): { start: number; end: number } {
  const end = Math.floor(Date.now() / 1000);
  return { start: end - 3600, end };
}

/** Returns a step that reads the usage of two days. */
function ofAccount(operationId: string, query: Readonly<Record<string, string>>): Step {
  const request = () => ({ query: { ...lastDays(), g: "day", ...query } });
  const name = "rejects a time in another form";
  return {
    operationId,
    request,
    rejections: [
      {
        name,
        statuses: [400],
        request: () => ({ query: { ...request().query, begin: "yesterday" } }),
      },
    ],
  };
}

/** Returns the last two days as `YYYYMMDD`. */
function lastDays(): { begin: string; end: string } {
  const day = (ago: number) =>
    new Date(Date.now() - ago * 24 * 3600 * 1000).toISOString().slice(0, 10).replaceAll("-", "");
  return { begin: day(2), end: day(0) };
}
