import type { Violation } from "../exchange/violation.ts";
import { requireApi } from "../mock/apis.ts";
import type { FindingKind, ProxyFinding } from "./findings.ts";
import { html, Markup } from "./html.ts";
import type { OperationTraffic, ProxyReport, TrafficTotals } from "./proxy-report.ts";

const kinds: Readonly<Record<FindingKind, string>> = {
  request: "Request violates the spec",
  answer: "Response violates the spec",
  route: "Not in the spec",
  upstream: "Upstream failed",
  unchecked: "Not checked",
  internal: "Error of the proxy",
};

/** Formats the report of a proxy as an HTML page that loads nothing else. */
export function formatProxyPage(report: ProxyReport): string {
  const { api, upstream, startedAt, reportedAt, totals, operations, findings } = report;
  const title = `Traffic to ${requireApi(api).title}, compared with its spec`;
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
  const figures: readonly (readonly [value: number | string, label: string, style: string])[] = [
    [findings, "different findings", findings === 0 ? "good" : "bad"],
    [totals.calls, "calls", ""],
    [totals.ok, "calls without findings", ""],
    [`${totals.operationsCalled} of ${totals.operations}`, "operations called", ""],
    [totals.outside, "requests outside the API", ""],
    [totals.abandoned, "aborted by the client", ""],
  ];
  const items = figures.map(
    ([value, label, style]) =>
      html`<li><b class="${style}">${value}</b> <span class="quiet">${label}</span></li>`,
  );
  return html`<ul class="totals">${items}</ul>`;
}

function noFindings({ calls }: TrafficTotals): Markup {
  return calls === 0
    ? html`<p>There were no calls.</p>`
    : html`<p class="good">All calls conform to the spec.</p>`;
}

function formatFinding(finding: ProxyFinding): Markup {
  const { kind, operationId, method, path, status, violations, count } = finding;
  const operation =
    operationId === undefined ? "" : html`<span class="quiet">${operationId}</span>`;
  const request =
    method === undefined
      ? html`<h3>Connection</h3>`
      : html`<h3><code>${method} ${path ?? ""}</code></h3>`;
  return html`<article class="finding">
<header>
<span class="kind">${kinds[kind]}</span>
${request}
<span class="quiet">${status === undefined ? "no response" : `status ${status}`}</span>
${operation}
<span class="count">${count === 1 ? "once" : `${count} times`}</span>
</header>
<ul>${violations.map(formatViolation)}</ul>
<p class="quiet">${formatSpan(finding)}</p>
</article>
`;
}

function formatViolation({ location, message, rule }: Violation): Markup {
  const ruleName = rule === undefined ? "" : html` <span class="quiet">(${rule})</span>`;
  return html`<li><code>${location.join(".")}</code>: ${message}${ruleName}</li>`;
}

function formatOperations(operations: readonly OperationTraffic[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Operations">
<table>
<thead><tr><th scope="col">Operation</th><th scope="col">Request</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Without findings</th><th scope="col" class="number">With findings</th></tr></thead>
<tbody>
${operations.map(formatOperation)}</tbody>
</table>
</div>`;
}

function formatOperation(operation: OperationTraffic): Markup {
  const { operationId, method, path, calls, ok, withFindings } = operation;
  const count = calls === 0 ? html`<span class="quiet">never</span>` : calls;
  const bad = withFindings === 0 ? "" : html`<span class="bad">${withFindings}</span>`;
  return html`<tr><th scope="row">${operationId}</th><td><code>${method} ${path}</code></td><td class="number">${count}</td><td class="number">${calls === 0 ? "" : ok}</td><td class="number">${bad}</td></tr>
`;
}

function formatSpan({ count, firstAt, lastAt }: ProxyFinding): string {
  return count === 1 ? formatTime(firstAt) : `${formatTime(firstAt)} to ${formatTime(lastAt)}`;
}

/** Formats a time: `2026-01-31 12:00:00 UTC`. */
function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/**
 * Creates a self-contained page. A policy forbids it to load or run anything.
 *
 * @returns The whole document.
 */
function formatPage(title: string, content: Markup): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
${content}
</body>
</html>
`;
  return page.text;
}

/** Style of the page, with light and dark colors. */
const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fff, #16181d);
  --raised: light-dark(#f5f6f8, #1f2229);
  --line: light-dark(#dcdfe5, #363b45);
  --text: light-dark(#1b1f27, #e6e8ec);
  --quiet: light-dark(#5a6270, #a3abb8);
  --good: light-dark(#0f6b3a, #6fd19b);
  --bad: light-dark(#a8201a, #ff9c94);
  --code: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; }
code { font-family: var(--code); font-size: .9em; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; list-style: none; margin: 1.5rem 0 0; padding: 0; }
.totals li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; }
.totals b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.finding { border: 1px solid var(--line); border-left: .25rem solid var(--bad); border-radius: .5rem; padding: .9rem 1.1rem; margin: 0 0 .9rem; }
.finding header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.kind { font-size: .8rem; font-weight: 600; color: var(--bad); }
.count { margin-left: auto; white-space: nowrap; }
.finding ul { margin: .6rem 0 0; padding-left: 1.2rem; }
.finding li { margin: .35rem 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .45rem .9rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--raised); font-size: .85rem; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media print { .finding { break-inside: avoid; } }
`;
