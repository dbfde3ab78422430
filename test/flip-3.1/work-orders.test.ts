import { expect, test } from "vitest";
import { openFactory, summarize } from "../helpers/flip-3.1-server.ts";
import type { ReceivedRequest } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

/** Parses a multipart body with the parser of the platform. */
async function readForm({ headers, body }: ReceivedRequest): Promise<[string, unknown][]> {
  const type = { "Content-Type": String(headers["content-type"]) };
  const form = await new Response(new Uint8Array(body), { headers: type }).formData();
  return Promise.all(
    [...form].map(async ([name, value]): Promise<[string, unknown]> => {
      if (typeof value === "string") return [name, value];
      return [name, { name: value.name, type: value.type, text: await value.text() }];
    }),
  );
}

test("workOrders.create() sends the file after the fields, with its name", async () => {
  const { server, factory } = await openFactory({ "POST /workorders.json": undefined });
  const file = new File(["bytes of the file"], 'my "clip".mp4');
  const reports: number[] = [];

  await factory.workOrders.create(
    { profile_id: "p/ä", file },
    { onProgress: ({ sent, total }) => void reports.push(sent / total) },
  );

  const [request] = server.requests as [ReceivedRequest];
  expect(request).toMatchObject({ method: "POST", query: "factory_id=f" });
  expect(await readForm(request)).toEqual([
    ["profile_id", "p/ä"],
    [
      "file",
      { name: 'my "clip".mp4', type: "application/octet-stream", text: "bytes of the file" },
    ],
  ]);
  expect(reports.at(-1)).toBe(1);
});

test("workOrders.create() sends a URL as a multipart body, too", async () => {
  const { server, factory } = await openFactory({ "POST /workorders.json": undefined });

  await factory.workOrders.create({ profile_id: "p", source_url: "http://example.com/a.mp4" });

  expect(await readForm(server.requests[0] as ReceivedRequest)).toEqual([
    ["profile_id", "p"],
    ["source_url", "http://example.com/a.mp4"],
  ]);
});

test("workOrders.create() gives bytes the given name", async () => {
  const { server, factory } = await openFactory({ "POST /workorders.json": {} });

  await factory.workOrders.create({ file: new Uint8Array([1, 2]), fileName: "a.bin" });

  expect(await readForm(server.requests[0] as ReceivedRequest)).toEqual([
    ["file", expect.objectContaining({ name: "a.bin" })],
  ]);
});

test.each([
  { params: {}, argument: "params" },
  { params: { profile_id: "p" }, argument: "params" },
  { params: { source_url: "http://a", file: new Uint8Array(1) }, argument: "params" },
  { params: { file: new Uint8Array(0) }, argument: "file" },
  { params: { file: 1 }, argument: "file" },
  { params: { file: new Uint8Array(1), fileName: "a/b" }, argument: "fileName" },
  { params: null, argument: "params" },
])("workOrders.create() rejects $params before any request", async ({ params, argument }) => {
  const { server, factory } = await openFactory({});

  const error = await outcomeOf(factory.workOrders.create(params as never));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(summarize(server.requests)).toEqual([]);
});
