import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("MockServer.close() lets the process end", async () => {
  const entry = new URL("../../../src/testing/index.ts", import.meta.url);
  const program = `
    import { startMockServer } from ${JSON.stringify(entry.href)};
    const mock = await startMockServer("flip");
    const auth = "access_key=a&factory_id=f&timestamp=t&signature=s";
    const call = (method, path, query) => fetch(mock.url + "/v3.0" + path + "?" + auth + query, { method });
    await call("PUT", "/notifications.json", "&url=http://127.0.0.1:9/&events[video_created]=true");
    await call("POST", "/videos.json", "&source_url=http://a.example/film.mp4");
    await call("POST", "/videos/upload.json", "&file_name=a.mp4&file_size=10&multi_chunk=true");
    await mock.advance(2000);
    await mock.close();
    console.log(mock.deliveries.length, mock.requests.map(({ status }) => status).join());
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];

  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const output = text(child.stdout);
  const [exitCode] = await once(child, "exit");

  expect([exitCode, await output]).toEqual([0, "1 200,200,201\n"]);
});
