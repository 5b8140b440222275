/** The look of the page; light or dark as the reader's system is. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1d21; --soft: #5c6570; --grid: #d9dde2; --paper: #fff; --band: #eef1f4;
  --a: #1f6feb; --b: #1a7f4b; --c: #b3261e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #9aa4b0; --grid: #333a42; --paper: #15181c; --band: #1f242a;
  --a: #6cb0ff; --b: #5fce94; --c: #ff8a80; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { margin: 0 0 2rem; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; text-wrap: balance; }
figure { margin: 0 0 1rem; }
figcaption { font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 .9rem; align-items: baseline; margin-bottom: .55rem; }
figcaption small { color: var(--soft); font-weight: 400; margin-left: -.5rem; }
figcaption span { font-weight: 400; }
figcaption span::before { content: ''; display: inline-block; width: .9rem; height: .2rem; border-radius: .1rem;
  vertical-align: .2rem; margin-right: .35rem; background: currentColor; }
span.line0 { color: var(--a); } span.line1 { color: var(--b); } span.line2 { color: var(--c); }
.plot { position: relative; height: 6.5rem; padding-left: 3.2rem; display: flex; flex-direction: column; justify-content: space-between; }
.plot svg { position: absolute; inset: 0 0 0 3.2rem; width: calc(100% - 3.2rem); height: 100%; overflow: visible; }
.tick { margin-left: -3.2rem; width: 2.8rem; height: 0; line-height: 0; text-align: right; color: var(--soft); font-size: .75rem;
  font-variant-numeric: tabular-nums; }
path { fill: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
path.grid { stroke: var(--grid); stroke-width: 1; }
path.line0 { stroke: var(--a); } path.line1 { stroke: var(--b); } path.line2 { stroke: var(--c); }
path.line0, path.line1, path.line2 { stroke-width: 2; }
path.under { stroke-width: 6; opacity: .35; }
rect.uncounted { fill: var(--band); }
.time { padding-left: 3.2rem; margin-top: -.5rem; }
.time svg { display: block; width: 100%; overflow: visible; height: 6px; }
.time svg.labels { height: 34px; }
text { fill: var(--soft); font-size: 12px; text-anchor: middle; }
text.phase { fill: var(--ink); }
summary { color: var(--soft); cursor: pointer; }
summary.invalid { color: var(--bad); font-weight: 600; }
pre { overflow-x: auto; font-size: .8rem; }
`;
