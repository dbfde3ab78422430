import type { ObjectCalls } from "./object-call.ts";

// Sends no request: the id identifies the stream.
const knownStream = "const stream = hub.stream($id);\n\n";

/** Object calls of Pili. */
export const piliCalls: ObjectCalls = {
  listStreams: {
    code:
      "for await (const stream of hub.listStreams($queryWithout(hub))) {\n" +
      "  console.log(stream.title);\n}",
    symbols: ["Hub.listStreams"],
    shown: ["status", "limit"],
  },
  createStream: {
    code: "const stream = await hub.createStream($bodyWithout(hub));\nconsole.log(stream.id);",
    symbols: ["Hub.createStream"],
  },
  getStream: {
    code: "const stream = await hub.getStream($id);\nconsole.log(stream.rtmpPublishUrl());",
    symbols: ["Hub.getStream", "Stream.refresh"],
  },
  updateStream: {
    code: `${knownStream}await stream.update($body);`,
    symbols: ["Stream.update", "Stream.disable", "Stream.enable"],
  },
  deleteStream: {
    code: `${knownStream}await stream.delete();`,
    symbols: ["Stream.delete"],
  },
  getStreamStatus: {
    code: `${knownStream}const { status } = await stream.status();\nconsole.log(status);`,
    symbols: ["Stream.status"],
  },
  getStreamSegments: {
    code: `${knownStream}const segments = await stream.segments($query);\nconsole.log(segments);`,
    symbols: ["Stream.segments"],
    shown: ["start", "end"],
  },
  saveStreamAs: {
    code:
      `${knownStream}const saved = await stream.saveAs($body);\n` +
      "const job = await saved.done();\nconsole.log(saved.targetUrl, job.code);",
    symbols: ["Stream.saveAs", "Stream.savePlayback"],
  },
  snapshotStream: {
    code:
      `${knownStream}const picture = await stream.snapshot($body);\n` +
      "console.log(picture.targetUrl);",
    symbols: ["Stream.snapshot"],
  },
  setStreamAvailability: {
    code: `${knownStream}// Disables it until \`stream.enable()\` is called.\nawait stream.disable();`,
    symbols: ["Stream.disable", "Stream.enable"],
  },
  listStreamStatuses: {
    code:
      "// Lists the streams with a publisher, page by page.\n" +
      'for await (const stream of hub.listStreams({ status: "connected" })) {\n' +
      "  const { status, addr } = await stream.status();\n  console.log(stream.id, status, addr);\n}",
    symbols: ["Hub.listStreams", "Stream.status"],
  },
  getJob: {
    code:
      'const stream = hub.stream("z1.test-hub.55d81a72e3ba5723280000ec");\n' +
      "const saved = await stream.saveAs({\n" +
      '  name: "videoName.mp4",\n  start: 1440225930,\n  end: 1440226380,\n  format: "mp4",\n});\n\n' +
      "// Queries the job once. `saved.done()` waits until it has ended.\n" +
      "const job = await saved.job();\nconsole.log(job.desc);",
    symbols: ["JobHandle.job", "JobHandle.done"],
  },
};
