import type { ObjectCalls } from "./object-call.ts";

// Sends no request: the key identifies the stream.
const knownStream = 'const stream = hub.stream("test-title");\n\n';
const knownDomain = "const domain = hub.domain($path.domain);\n\n";

/** Returns the code that prints usage of a kind. */
function usageCall(kind: string, others = ""): ObjectCalls[string] {
  return {
    code:
      `const items = await account.usage("${kind}", {\n` +
      '  begin: "20210928",\n  end: "20210930",\n  granularity: "day",\n' +
      `${others}});\nfor (const { time, values } of items) console.log(time, values);`,
    symbols: ["Account.usage"],
    shown: ["select"],
  };
}

/** Object calls of Pili v2. */
export const piliV2Calls: ObjectCalls = {
  listStreams: {
    code:
      'for await (const stream of hub.listStreams({ prefix: "test", liveOnly: true })) {\n' +
      "  console.log(stream.key);\n}",
    symbols: ["Hub.listStreams"],
    shown: ["prefix", "liveonly"],
  },
  createStream: {
    code:
      "const stream = await hub.createStream($body.key);\n" +
      'console.log(stream.rtmpPublishUrl("publish-rtmp.test.com"));',
    symbols: ["Hub.createStream", "Hub.stream"],
  },
  getStream: {
    code: `${knownStream}const info = await stream.info();\nconsole.log(info.disabledTill);`,
    symbols: ["Stream.info"],
  },
  listLiveStatuses: {
    code:
      "const statuses = await hub.liveStatuses($body.items);\n" +
      "for (const { key, bps } of statuses) console.log(key, bps);",
    symbols: ["Hub.liveStatuses"],
  },
  setStreamDisabled: {
    code: `${knownStream}// Disables it until \`stream.enable()\` is called.\nawait stream.disable();`,
    symbols: ["Stream.disable", "Stream.enable"],
  },
  setStreamConverts: {
    code: `${knownStream}await stream.setConverts($body.converts);`,
    symbols: ["Stream.setConverts"],
  },
  getLiveStatus: {
    code:
      `${knownStream}const live = await stream.liveStatus();\n` +
      'console.log(live === undefined ? "not live" : live.bps);',
    symbols: ["Stream.liveStatus"],
  },
  listHistoryActivity: {
    code: `${knownStream}const pushes = await stream.historyActivity($query);\nconsole.log(pushes);`,
    symbols: ["Stream.historyActivity"],
  },
  saveStreamAs: {
    code: `${knownStream}const saved = await stream.saveAs($body);\nconsole.log(saved.fname);`,
    symbols: ["Stream.saveAs"],
  },
  snapshotStream: {
    code: `${knownStream}const picture = await stream.snapshot($body);\nconsole.log(picture.fname);`,
    symbols: ["Stream.snapshot"],
  },
  getStreamStats: {
    code: `${knownStream}const items = await stream.stats($query);\nconsole.log(items);`,
    symbols: ["Stream.stats"],
  },
  getPlayStats: {
    code: "const { total } = await hub.playStats();\nconsole.log(total?.count);",
    symbols: ["Hub.playStats"],
  },
  listPlayHistory: {
    code: "const { items } = await hub.playHistory($query);\nconsole.log(items);",
    symbols: ["Hub.playHistory"],
    shown: [],
  },
  getPlayHistoryDetail: {
    code: "const detail = await hub.playHistoryDetail($query.time);\nconsole.log(detail);",
    symbols: ["Hub.playHistoryDetail"],
  },
  getDomainPlayStats: {
    code: `${knownStream}const { items } = await stream.domainPlayStats();\nconsole.log(items);`,
    symbols: ["Stream.domainPlayStats"],
  },
  listDomainPlayHistory: {
    code: "const { items } = await hub.domainPlayHistory($query);\nconsole.log(items);",
    symbols: ["Hub.domainPlayHistory"],
    shown: [],
  },
  listHubs: {
    code: "const names = await account.hubNames();\nconsole.log(names);",
    symbols: ["Account.hubNames"],
  },
  getHub: {
    code: "const info = await hub.info();\nconsole.log(info.publishSecurity);",
    symbols: ["Hub.info"],
  },
  setHubSecurity: { code: "await hub.setSecurity($body);", symbols: ["Hub.setSecurity"] },
  setHubHlsPlus: { code: "await hub.setHlsPlus($body.hlsPlus);", symbols: ["Hub.setHlsPlus"] },
  setHubPersistence: {
    code: "await hub.setPersistence($body);",
    symbols: ["Hub.setPersistence"],
  },
  setHubSnapshotInterval: {
    code: "await hub.setSnapshotInterval($body.snapshotInterval);",
    symbols: ["Hub.setSnapshotInterval"],
  },
  listDomains: {
    code:
      "const domains = await hub.domains();\n" +
      "for (const { domain, type } of domains) console.log(domain, type);",
    symbols: ["Hub.domains"],
  },
  createDomain: {
    code:
      'const domain = await hub.createDomain("live-hls.test.com", "liveHls");\n' +
      "console.log(domain.name);",
    symbols: ["Hub.createDomain"],
  },
  setVodDomain: { code: "await hub.setVodDomain($body.vodDomain);", symbols: ["Hub.setVodDomain"] },
  getDomain: {
    code: `${knownDomain}const { playSecurity } = await domain.info();\nconsole.log(playSecurity?.type);`,
    symbols: ["Domain.info"],
  },
  deleteDomain: { code: `${knownDomain}await domain.delete();`, symbols: ["Domain.delete"] },
  setDomainCertificate: {
    code: `${knownDomain}await domain.setCertificate($body.certName);`,
    symbols: ["Domain.setCertificate"],
  },
  setDomainUrlRewrite: {
    code: `${knownDomain}await domain.setUrlRewrite($body.rules);`,
    symbols: ["Domain.setUrlRewrite"],
  },
  getUpflowUsage: usageCall("upflow", '  filters: { hub: ["test-hub"] },\n'),
  getDownflowUsage: usageCall("downflow", '  filters: { area: ["!cn"] },\n'),
  getCodecUsage: usageCall("codec"),
  getNropUsage: usageCall("nrop"),
  getCasterUsage: usageCall("caster", '  select: ["upflow", "duration"],\n'),
  getPubUsage: usageCall("pub", '  select: ["count"],\n'),
  getJob: {
    code:
      `${knownStream}const saved = await stream.saveAs({ fname: "recordings/test.mp4", format: "mp4" });\n\n` +
      "// Queries the job once. `saved.done()` waits until it has ended.\n" +
      "const job = await saved.job();\nconsole.log(job.desc);",
    symbols: ["JobHandle.job", "JobHandle.done"],
  },
};
