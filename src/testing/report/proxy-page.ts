import type { FindingKind, ProxyFinding } from "../proxy/finding.ts";
import type { OperationTraffic, ProxyReport, TrafficTotals } from "../proxy/proxy-report.ts";
import type { Violation } from "../recorded-request.ts";
import { formatPage } from "./format-page.ts";
import { html, type Markup } from "./html.ts";

const titles: Readonly<Record<ProxyReport["api"], string>> = {
  flip: "Telestream Cloud Flip",
  pili: "Qiniu Pili",
};

const kinds: Readonly<Record<FindingKind, string>> = {
  request: "Request breaks the spec",
  answer: "Answer breaks the spec",
  route: "Not in the spec",
  upstream: "Upstream failed",
  unchecked: "Not checked",
  internal: "Fault of the proxy",
};

/**
 * Makes a page of what a proxy has seen, to be read by people: one HTML document that needs nothing
 * else.
 */
export function formatProxyPage(report: ProxyReport): string {
  const { api, upstream, startedAt, reportedAt, totals, operations, findings } = report;
  const title = `Traffic to ${titles[api]}, compared with its spec`;
  const content = html`<header>
<h1>${title}</h1>
<p class="quiet">Upstream <code>${upstream}</code>, ${formatTime(startedAt)} to ${formatTime(reportedAt)}</p>
</header>
<main>
${formatTotals(totals, findings.length)}
<section>
<h2>Findings</h2>
${findings.length === 0 ? noFindings(totals) : findings.map(formatFinding)}
${totals.notListed === 0 ? "" : html`<p>${totals.notListed} more occurrences are not listed.</p>`}
</section>
<section>
<h2>Operations</h2>
${formatOperations(operations)}
</section>
</main>`;
  return formatPage(title, content);
}

function formatTotals(totals: TrafficTotals, findings: number): Markup {
  const sums: readonly (readonly [sum: number | string, name: string, look: string])[] = [
    [findings, "different findings", findings === 0 ? "good" : "bad"],
    [totals.calls, "calls", ""],
    [totals.ok, "calls without finding", ""],
    [`${totals.operationsCalled} of ${totals.operations}`, "operations called", ""],
    [totals.outside, "requests outside the API", ""],
    [totals.abandoned, "given up by the client", ""],
  ];
  const items = sums.map(
    ([sum, name, look]) =>
      html`<li><b class="${look}">${sum}</b> <span class="quiet">${name}</span></li>`,
  );
  return html`<ul class="sums">${items}</ul>`;
}

function noFindings({ calls }: TrafficTotals): Markup {
  return calls === 0
    ? html`<p>No call has passed.</p>`
    : html`<p class="good">Everything that passed is as the spec says.</p>`;
}

function formatFinding(finding: ProxyFinding): Markup {
  const { kind, operationId, method, path, status, violations, count } = finding;
  const operation =
    operationId === undefined ? "" : html`<span class="quiet">${operationId}</span>`;
  const request =
    method === undefined
      ? html`<h3>A connection</h3>`
      : html`<h3><code>${method} ${path ?? ""}</code></h3>`;
  return html`<article class="finding">
<header>
<span class="kind">${kinds[kind]}</span>
${request}
<span class="quiet">${status === undefined ? "no answer" : `status ${status}`}</span>
${operation}
<span class="count">${count === 1 ? "once" : `${count} times`}</span>
</header>
<ul>${violations.map(formatViolation)}</ul>
<p class="quiet">${formatSpan(finding)}</p>
</article>
`;
}

function formatViolation({ location, message, rule }: Violation): Markup {
  const broken = rule === undefined ? "" : html` <span class="quiet">(${rule})</span>`;
  return html`<li><code>${location.join(".")}</code>: ${message}${broken}</li>`;
}

function formatOperations(operations: readonly OperationTraffic[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Operations">
<table>
<thead><tr><th scope="col">Operation</th><th scope="col">Request</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Without finding</th><th scope="col" class="number">With findings</th></tr></thead>
<tbody>
${operations.map(formatOperation)}</tbody>
</table>
</div>`;
}

function formatOperation(operation: OperationTraffic): Markup {
  const { operationId, method, path, calls, ok, withFindings } = operation;
  const sum = calls === 0 ? html`<span class="quiet">never</span>` : calls;
  const bad = withFindings === 0 ? "" : html`<span class="bad">${withFindings}</span>`;
  return html`<tr><th scope="row">${operationId}</th><td><code>${method} ${path}</code></td><td class="number">${sum}</td><td class="number">${calls === 0 ? "" : ok}</td><td class="number">${bad}</td></tr>
`;
}

function formatSpan({ count, firstAt, lastAt }: ProxyFinding): string {
  return count === 1 ? formatTime(firstAt) : `${formatTime(firstAt)} to ${formatTime(lastAt)}`;
}

/** `2026-01-31 12:00:00 UTC`. */
function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
