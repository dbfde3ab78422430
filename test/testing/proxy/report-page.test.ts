import "../../helpers/warm-up.ts";
import { formatProxyPage, type ProxyReport } from "flip-pili/testing";
import { expect, test } from "vitest";
import { closedPort } from "../../helpers/flip-server.ts";
import { sendBytes, startTestProxy } from "../../helpers/raw-traffic.ts";

/** Returns the report of a proxy without an upstream after these requests. */
async function reportOf(...targets: string[]): Promise<ProxyReport> {
  const proxy = await startTestProxy({ upstream: `http://127.0.0.1:${await closedPort()}` });
  for (const target of targets) await sendBytes(proxy, `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
  return proxy.report();
}

test("formatProxyPage() shows findings, totals and all operations", async () => {
  const report = await reportOf("/v3.0/videos.json", "/v3.0/videos.json", "/nothing");

  const page = formatProxyPage(report);

  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain("Traffic to Telestream Cloud Flip, compared with its spec");
  expect(page).toContain("2 times");
  expect(page).toContain("<code>GET /nothing</code>");
  expect(page.match(/<th scope="row">/g)).toHaveLength(report.operations.length);
});

test("formatProxyPage() shows that there were no findings or no calls", async () => {
  const report = await reportOf();
  const totals = { ...report.totals, calls: 1, ok: 1 };

  const pages = [formatProxyPage(report), formatProxyPage({ ...report, totals })];

  expect(pages[0]).toContain("There were no calls.");
  expect(pages[1]).toContain("All calls conform to the spec.");
});

test("formatProxyPage() escapes all values of a report", async () => {
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

test("formatProxyPage() creates a page that loads and runs nothing", async () => {
  const page = formatProxyPage(await reportOf("/v3.0/videos.json"));

  expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"`);
  expect(page).not.toMatch(/<script|<link|\ssrc=|\shref=|url\(|@import/);
});
