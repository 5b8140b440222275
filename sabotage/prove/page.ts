import { type KillMatrix, percent, type Score, type TestRecord } from './kill-matrix.ts';
import type { Family, Trial } from './trial.ts';

const FAMILY_NAMES: Record<Family, string> = {
  source: 'Source mutants',
  RQ: 'Requests (who calls)',
  SW: 'Calls (what happens)',
  RS: 'Responses',
  WS: 'Sockets',
};

const VERDICTS: Record<Trial['verdict'], string> = {
  killed: 'seen',
  crashed: 'crash only',
  'timed out': 'time-out only',
  survived: 'survived',
  unreached: 'not reached',
  stale: 'stale',
};

/** The kill matrix as one page that needs nothing else. */
export function matrixPage(matrix: KillMatrix): string {
  const open = matrix.trials.filter(({ verdict }) => verdict !== 'killed');
  const total = matrix.scores.reduce(
    (sum, { tried, killed }) => ({ tried: sum.tried + tried, killed: sum.killed + killed }),
    { tried: 0, killed: 0 },
  );
  const alarms = Object.entries(matrix.falsePositives);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kill matrix</title>
<style>${STYLE}</style>
<header>
  <h1>${percent(total)} of the defects ${matrix.untried === 0 ? 'were seen' : 'tried so far were seen'}</h1>
  <p>${total.killed} of ${total.tried} defects made a check fail in a test that passes without them. Made ${text(matrix.madeAt.slice(0, 16).replace('T', ' '))} UTC.</p>
  ${matrix.untried === 0 ? '' : `<p class="survived">Not finished: ${matrix.untried} more were asked for and have not been tried. Go on with --resume.</p>`}
</header>
<main>
<section class="scores">${matrix.scores.map(scoreCard).join('')}</section>
${alarms.length === 0 ? '' : `<section><h2>Red without a defect (${alarms.length})</h2><p>A test that fails by itself proves nothing; its kills are not to be trusted.</p>${alarms.map(([test, error]) => `<details><summary>${testName(test)}</summary><pre>${text(error)}</pre></details>`).join('')}</section>`}
<section>
  <h2>Not seen (${open.length})</h2>
  ${open.length === 0 ? '<p>None.</p>' : open.map(openDefect).join('')}
</section>
<section>
  <h2>Defects (${matrix.trials.length})</h2>
  <label>Filter <input id="filter" type="search" placeholder="family, area, defect, test or oracle"></label>
  <div class="wide"><table id="defects">
    <thead><tr><th>Defect<th>Area<th>Verdict<th>Seen by<th>Oracle<th class="number">After</thead>
    <tbody>${matrix.trials.map(defectRow).join('')}</tbody>
  </table></div>
</section>
<section>
  <h2>Tests (${matrix.tests.length})</h2>
  <p>${matrix.idle.length} of them met a defect and saw none: they are to be questioned.</p>
  <div class="wide"><table>
    <thead><tr><th>Test<th class="number">Seen<th class="number">Missed<th>Oracles</thead>
    <tbody>${matrix.tests.map(testRow).join('')}</tbody>
  </table></div>
</section>
${matrix.leftOut.length === 0 ? '' : `<section><h2>Left out (${matrix.leftOut.length})</h2><p>Changes that nobody could see are no defects.</p><ul>${matrix.leftOut.map(({ id, reason }) => `<li><code>${text(id)}</code> ${text(reason)}</li>`).join('')}</ul></section>`}
</main>
<script>${SCRIPT}</script>
</html>
`;
}

function scoreCard(score: Score): string {
  const share = score.tried === 0 ? 0 : (score.killed / score.tried) * 100;
  return `<article><h3>${FAMILY_NAMES[score.family]}</h3><strong>${percent(score)}</strong><div class="bar"><span style="width:${share.toFixed(2)}%"></span></div><p>${score.killed} of ${score.tried}</p></article>`;
}

function openDefect(trial: Trial): string {
  const tried = trial.tried.map(
    ({ test, verdict, durationMs }) =>
      `<li><b>${verdict}</b> ${testName(test)} <span class="quiet">${(durationMs / 1000).toFixed(1)} s</span>`,
  );
  return `<details><summary><b class="${trial.verdict.replace(' ', '-')}">${VERDICTS[trial.verdict]}</b> ${text(trial.text)} <code>${text(trial.id)}</code></summary>${trial.note === null ? '' : `<p>${text(trial.note)}</p>`}<ul>${tried.join('')}</ul></details>`;
}

function defectRow({ id, text: what, area, verdict, tried }: Trial): string {
  const killer = tried.find((test) => test.verdict === 'seen');
  return `<tr><td>${text(what)} <code>${text(id)}</code><td>${text(area)}<td class="${verdict.replace(' ', '-')}">${VERDICTS[verdict]}<td>${killer === undefined ? '' : testName(killer.test)}<td>${text(killer?.oracle ?? '')}<td class="number">${killer === undefined ? '' : `${(killer.durationMs / 1000).toFixed(1)} s`}`;
}

function testRow({ test, killed, missed, oracles }: TestRecord): string {
  const by = Object.entries(oracles).map(([oracle, count]) => `${oracle} ${count}`);
  return `<tr${killed === 0 ? ' class="idle"' : ''}><td>${testName(test)}<td class="number">${killed}<td class="number">${missed}<td>${text(by.join(', '))}`;
}

/** A test by its title; project and file, which say where to find it, stand behind. */
function testName(test: string): string {
  const [project = '', file = '', ...title] = test.split(' | ');
  return `${text(title.join(' | '))} <span class="quiet">${text(`${project}, ${file}`)}</span>`;
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#1c2430,#e6eaf0);--quiet:light-dark(#5b6675,#9aa5b4);--page:light-dark(#f6f7f9,#12161c);--card:light-dark(#fff,#1b2129);--line:light-dark(#dfe3e8,#2e3742);--good:light-dark(#17734a,#52c490);--bad:light-dark(#b3261e,#ff8a80)}
*{box-sizing:border-box}body,html{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header,main{max-width:76rem;margin:auto;padding:1.5rem}header{padding-bottom:0}h1{margin:0;font-size:1.8rem}h2{margin:2.5rem 0 .5rem;font-size:1.2rem}h3{margin:0;font-size:.9rem;font-weight:600;color:var(--quiet)}
.scores{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1rem}.scores article{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem}.scores strong{font-size:1.7rem}.scores p{margin:.3rem 0 0;color:var(--quiet)}
.bar{height:.4rem;border-radius:1rem;background:var(--bad);overflow:hidden}.bar span{display:block;height:100%;background:var(--good)}
.wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.6rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-top:1px solid var(--line)}thead th{border:0;color:var(--quiet);font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code{font-size:.82em;color:var(--quiet);overflow-wrap:anywhere}details{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:.4rem 0;padding:.5rem .8rem}summary{cursor:pointer}.quiet{color:var(--quiet)}
.killed{color:var(--good)}.survived,.unreached,.stale,.crashed,.timed-out{color:var(--bad)}.idle td:first-child{color:var(--bad)}
@media(max-width:45rem){thead{display:none}tr{display:block;padding:.5rem 0;border-top:1px solid var(--line)}tbody tr:first-child{border:0}td{display:block;border:0;padding:.1rem .7rem;text-align:left}td:empty{display:none}td.number{text-align:left}tr[hidden]{display:none}}
pre{white-space:pre-wrap;overflow-wrap:anywhere}.quiet{overflow-wrap:anywhere}td .quiet,td code{display:block}label{display:flex;flex-wrap:wrap;align-items:center;gap:.2rem .5rem;margin:0 0 .8rem}input{font:inherit;width:min(28rem,100%);padding:.35rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:inherit}
`;

const SCRIPT = `
const rows=[...document.querySelectorAll('#defects tbody tr')];
document.getElementById('filter').addEventListener('input',({target})=>{
  const words=target.value.toLowerCase().split(/\\s+/);
  for(const row of rows){const content=row.textContent.toLowerCase();row.hidden=!words.every((word)=>content.includes(word));}
});
`;
