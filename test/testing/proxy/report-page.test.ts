import { formatProxyPage, type ProxyReport } from "flip-pili/testing";
import { expect, test } from "vitest";
import { closedPort } from "../../helpers/flip-server.ts";
import { sendBytes, startTestProxy } from "../../helpers/raw-traffic.ts";

/** What a proxy reports that has passed these requests to nobody. */
async function reportOf(...targets: string[]): Promise<ProxyReport> {
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${await closedPort()}` });
  for (const target of targets) await sendBytes(proxy, `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
  return proxy.report();
}

test("formatProxyPage() shows findings, sums, and all operations", async () => {
  const report = await reportOf("/v3.0/videos.json", "/v3.0/videos.json", "/nothing");

  const page = formatProxyPage(report);

  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain("Traffic to Telestream Cloud Flip, compared with its spec");
  expect(page).toContain("2 times");
  expect(page).toContain("<code>GET /nothing</code>");
  expect(page.match(/<th scope="row">/g)).toHaveLength(report.operations.length);
});

test("formatProxyPage() says that nothing was found, or that nothing has passed", async () => {
  const report = await reportOf();
  const totals = { ...report.totals, calls: 1, ok: 1 };

  const pages = [formatProxyPage(report), formatProxyPage({ ...report, totals })];

  expect(pages[0]).toContain("No call has passed.");
  expect(pages[1]).toContain("Everything that passed is as the spec says.");
});

test("formatProxyPage() lets nothing that passed become markup", async () => {
  const nasty = `<script>alert(1)</script>"'><img/src=x>&amp;\x01`;
  const report = await reportOf(`/v3.0/${nasty}`);
  const [finding] = report.findings;
  const violations = [{ location: [nasty], message: nasty, rule: nasty }];
  const operation = { ...report.operations[0], operationId: nasty, path: nasty, method: nasty };

  const page = formatProxyPage({
    ...report,
    upstream: nasty,
    startedAt: nasty,
    findings: [{ ...finding, operationId: nasty, violations }],
    operations: [operation],
  } as unknown as ProxyReport);

  expect(page).not.toMatch(/<script|<img/);
  expect(page).not.toContain("\x01");
  expect(page).toContain(
    "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img/src=x&gt;&amp;amp;\ufffd",
  );
});

test("formatProxyPage() loads and runs nothing", async () => {
  const page = formatProxyPage(await reportOf("/v3.0/videos.json"));

  expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"`);
  expect(page).not.toMatch(/<script|<link|\ssrc=|\shref=|url\(|@import/);
});
