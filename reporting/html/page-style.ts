import { Html } from './html.ts';

/** The look of every page: colours by what they mean; each state has a sign and a word beside its colour, and 4.5:1 on its ground. */
export const pageStyle = new Html(`
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2a2c; --soft: #54646a; --line: #dcdfdc;
  --proven: #17653c; --failed: #a3241c; --refused: #73520b; --left: #4d5a78; --open: #54646a;
  --bar: #2d8a5b; --bar-failed: #c8362c; --bar-refused: #c9962a; --bar-left: #8d99b8; --bar-open: #e3e5e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12191b; --card: #1a2326; --ink: #e8eceb; --soft: #a9b5b3; --line: #303c40;
    --proven: #6fd3a0; --failed: #ff9a90; --refused: #f0c66b; --left: #b3c0e0; --open: #a9b5b3;
    --bar: #3fae77; --bar-failed: #e2564c; --bar-refused: #c9962a; --bar-left: #6d7a9c; --bar-open: #37444a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main, header { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 .25rem; }
p { margin: .25rem 0 1rem; max-width: 46rem; }
.soft { color: var(--soft); }
.notice { border-left: .3rem solid var(--bar-refused); padding: .5rem 1rem; background: var(--card); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 1rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
.figures li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem; }
.figures strong { display: block; font-size: 1.9rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.figures small { font-size: 1rem; font-weight: 400; color: var(--soft); }
.bar { display: flex; height: .5rem; min-width: 6rem; border-radius: .25rem; overflow: hidden; background: var(--bar-open); }
.figures .bar { margin-top: .7rem; }
.bar i { display: block; }
.bar .proven { background: var(--bar); } .bar .failed { background: var(--bar-failed); }
.bar .refused { background: var(--bar-refused); } .bar .left { background: var(--bar-left); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .7rem 1rem 0; color: var(--soft); font-size: .9rem; }
th, td { padding: .5rem 1rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr:last-child > * { border-bottom: 0; }
thead th { font-size: .85rem; color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.zero { color: var(--soft); }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .6rem 0; }
summary { padding: .65rem 1rem; cursor: pointer; font-weight: 500; }
summary span { color: var(--soft); font-weight: 400; }
summary:focus-visible, .scroll:focus-visible, a:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
details > :not(summary) { margin: 0 1rem 1rem; }
ol.checks { list-style: none; padding: 0; }
ol.checks > li { padding: .6rem 0; border-top: 1px solid var(--line); }
.id { font-family: ui-monospace, monospace; font-size: .88rem; white-space: nowrap; }
.state { font-weight: 600; white-space: nowrap; }
.state.proven { color: var(--proven); } .state.failed { color: var(--failed); } .state.refused { color: var(--refused); }
.state.left { color: var(--left); } .state.open { color: var(--open); }
ul.tests { margin: .25rem 0 0; padding-left: 1.2rem; font-size: .88rem; color: var(--soft); overflow-wrap: anywhere; }
table.dense .state { font-weight: 400; }
fieldset { border: 0; margin: 0 0 .8rem; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: baseline; }
legend { float: left; color: var(--soft); padding: 0; }
.filtered:has(#show-missing:checked) tr.whole { display: none; }
table.dense th, table.dense td { padding: .3rem .55rem; vertical-align: top; }
table.dense thead th { position: sticky; top: 0; background: var(--card); vertical-align: bottom; }
.tall { max-height: 85vh; overflow: auto; }
.caller { text-align: center; }
thead .caller { writing-mode: vertical-rl; text-align: left; }
ul.names { columns: 20rem; padding-left: 1.2rem; font-size: .88rem; } ul.names .id { white-space: normal; overflow-wrap: anywhere; }
svg.spark { width: 9rem; height: 1.6rem; overflow: visible; } svg.spark polyline { fill: none; stroke: var(--bar); stroke-width: 1.5; }
svg.spark circle { fill: var(--bar); }
.ends { letter-spacing: .08em; white-space: nowrap; }
footer { padding: 2.5rem 0 3rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) { th, td { padding: .45rem .6rem; } h1 { font-size: 1.5rem; } .bar { min-width: 3.5rem; } }
@media print { details > * { display: block; } .scroll, .tall { overflow: visible; max-height: none; } }
`);
