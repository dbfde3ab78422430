import fc from "fast-check";
import type { CompleteAs, FaultAction, UploadFault } from "flip-pili/testing";

/** Connections to an upload server, and the scheme of its locations. */
export type Connection = "http" | "https" | "https, shown as http";

/** An upload, and all its faults and interruptions. */
export interface Schedule {
  readonly connection: Connection;
  readonly tls: "prefer" | "as-given";
  readonly completeAs: CompleteAs;
  readonly fileSize: number;
  readonly partSize: number;
  readonly multiChunk: boolean;
  readonly concurrency: number;
  readonly faults: readonly UploadFault[];
  /** Number of the query for the missing parts whose response is `null` when none is missing. */
  readonly nullList: number | undefined;
  /** Turns of the event loop before each interruption. */
  readonly interruptions: readonly number[];
  /** Whether a restored session continues after an interruption, or the same one. */
  readonly isRestored: boolean;
  /** Whether an expired session is created again. */
  readonly restart: boolean;
  readonly isStreamed?: boolean;
}

const fewBytes = fc.integer({ min: 0, max: 2_000 });
const shortly = fc.integer({ min: 0, max: 20 });
const part = fc.integer({ min: 0, max: 19 });
const statuses = [500, 502, 503, 504, 408, 429, 400, 401, 403, 413, 422];
const replies = ["alert", "plain", "close", "reset", "stall"] as const;

/** Bodies that no upload server should send. None of them says that the upload is complete. */
const oddBodies = [
  "OK",
  "null",
  "7",
  '"done"',
  "[]",
  "<html>Welcome</html>",
  '{"missing_parts":[1,',
  '{"missing_parts":"all"}',
  "[".repeat(100_000),
];

/** Bodies that count as success, and say nothing. */
const emptyBodies = ["", "{}", '{"id":null}', '{"missing_parts":null}'];

const connectionFault: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.record({ kind: fc.constant("delay" as const), ms: shortly }),
  fc.record({ kind: fc.constant("reset" as const), after: fewBytes }),
  fc.constantFrom<FaultAction>(
    { kind: "reset", after: "head" },
    { kind: "loseAnswer" },
    { kind: "stall" },
    { kind: "drip", bytes: 30, everyMs: 1 },
    { kind: "brokenTls" },
    { kind: "brokenTls", reply: "plain" },
  ),
  fc.record({ kind: fc.constant("restart" as const), downMs: shortly }),
  fc.record({ kind: fc.constant("handshake" as const), reply: fc.constantFrom(...replies) }),
  fc.record({
    kind: fc.constant("readSlowly" as const),
    bytes: fc.integer({ min: 4_096, max: 65_536 }),
    everyMs: fc.constant(1),
  }),
);

const responseFault: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.constantFrom<FaultAction>(
    { kind: "truncate" },
    { kind: "raw" },
    { kind: "html" },
    { kind: "gzip" },
    { kind: "status", status: 503, headers: { "Retry-After": "0" } },
    { kind: "redirect" },
  ),
  fc.constantFrom(...emptyBodies).map((text) => ({ kind: "body" as const, text })),
  fc.record({
    kind: fc.constant("body" as const),
    text: fc.constantFrom(...oddBodies),
    stored: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constantFrom(...statuses),
    stored: fc.boolean(),
    early: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("moved" as const),
    to: fc.constantFrom("sameOrigin" as const, "otherOrigin" as const),
    leaves: fc.boolean(),
  }),
  // The stored range goes back, or forward to bytes that were never sent.
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constant(204),
    headers: fc.integer({ min: 0, max: 200_000 }).map((end) => ({ Range: `0-${end}` })),
    stored: fc.boolean(),
  }),
);

const sessionFault: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.constantFrom<FaultAction>(
    { kind: "duplicateMissing" },
    { kind: "unsorted" },
    { kind: "outOfRange" },
  ),
  fc.record({
    kind: fc.constant("forget" as const),
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  }),
);

const action = fc.oneof(
  { arbitrary: connectionFault, weight: 5 },
  { arbitrary: responseFault, weight: 5 },
  { arbitrary: sessionFault, weight: 2 },
);

const fault: fc.Arbitrary<UploadFault> = fc
  .tuple(
    action,
    fc.constantFrom("PUT" as const, "PUT" as const, "GET" as const),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([what, method, nth]) => {
    // In the place of a list, these bodies would say that no part is missing.
    const isList = what.kind === "body" && emptyBodies.includes(what.text ?? "");
    return { ...what, method: isList ? "PUT" : method, nth };
  });

/** Ends of the session: none, at any request, or after the response to the last part was lost. */
const end = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 6 },
  { arbitrary: fc.integer({ min: 1, max: 30 }), weight: 1 },
  { arbitrary: fc.constant("last" as const), weight: 2 },
);

function endAt(at: number | "last" | undefined, lastPart: number | undefined): UploadFault[] {
  if (at === undefined) return [];
  const method = ["PUT", "GET"] as const;
  if (at !== "last") return [{ kind: "expire", method, nth: at }];
  const last = { method: "PUT", part: lastPart } as const;
  return [
    { kind: "loseAnswer", ...last },
    { kind: "expire", ...last },
  ];
}

/** Uploads of every kind, with sizes around multiples of the part size. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    connection: fc.constantFrom<Connection>("http", "http", "https", "https, shown as http"),
    tls: fc.constantFrom("prefer" as const, "prefer" as const, "as-given" as const),
    completeAs: fc.constantFrom<CompleteAs>("parts-and-video", "parts", "video", "empty", "status"),
    parts: fc.integer({ min: 1, max: 20 }),
    partSize: fc.integer({ min: 1_024, max: 65_536 }),
    more: fc.integer({ min: -1, max: 1 }),
    multiChunk: fc.constantFrom(true, true, true, false),
    /** More bytes of a file that is sent in ranges: then there are two. */
    secondRange: fc.constantFrom(0, 0, 5 * 1024 * 1024),
    concurrency: fc.integer({ min: 1, max: 10 }),
    faults: fc.array(fault, { minLength: 3, maxLength: 10 }),
    end,
    nullList: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    interruptions: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
    isRestored: fc.boolean(),
    restart: fc.boolean(),
  })
  .map(({ parts, more, secondRange, end: at, faults, ...rest }) => {
    const { multiChunk, connection, tls, partSize } = rest;
    const fileSize = parts * partSize + more + (multiChunk ? 0 : secondRange);
    const lastPart = multiChunk ? Math.ceil(fileSize / partSize) - 1 : undefined;
    return {
      ...rest,
      // A server that speaks TLS does not speak plain http.
      tls: connection === "http" ? tls : "prefer",
      fileSize,
      faults: [...endAt(at, lastPart), ...faults],
    };
  });
