import { TelestreamCloud } from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";

test("post() sends the other parameters as fields of the form that contains the file", async () => {
  const server = await startServer(() => ({ status: 201 }));
  const { port } = server;
  const options = { apiKey: "key", factoryId: "f", apiHost: "127.0.0.1", apiPort: port };
  const tc = new TelestreamCloud(options);

  await tc.post("/workorders.json", {
    profile_id: 'w"1',
    note: "ä",
    unset: undefined,
    file: new File(["bytes"], "movie.mp4"),
  });

  const [request] = server.requests;
  const headers = { "content-type": String(request?.headers["content-type"]) };
  const form = await new Response(new Uint8Array(request?.body ?? []), { headers }).formData();
  expect(request?.query).toBe("factory_id=f");
  expect([...form.keys()]).toEqual(["profile_id", "note", "file"]);
  expect([form.get("profile_id"), form.get("note")]).toEqual(['w"1', "ä"]);
  expect(await (form.get("file") as File).text()).toBe("bytes");
});
