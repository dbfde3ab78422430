/** The look of the pages, in light and in dark. */
export const pageStyle = `
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
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; list-style: none; margin: 1.5rem 0 0; padding: 0; }
.sums li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; }
.sums b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
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
