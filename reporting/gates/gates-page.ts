import { type Html, html } from '../html/html.ts';
import { moment, page } from '../html/page.ts';
import type { GateVerdict, Judgement } from './judgement.ts';
import { describeGates } from './table.ts';

/** What a run was judged by, and how: `reports/gates.json`. */
export interface GatesReport {
  /** Of this file's form. */
  version: 1;
  runId: string;
  /** Name, version and address of the target. */
  target: string;
  /** UTC ISO-8601. */
  judgedAt: string;
  /** The file of gates. */
  file: string;
  /** What the run ends with: `passed`, or Playwright's word for why not. */
  status: string;
  gates: readonly Judgement[];
  /** What keeps the run from passing though no gate failed, one line each. */
  objections: readonly string[];
}

const SIGNS: Record<GateVerdict, string> = { passed: '✓', failed: '✗', 'not judged': '○' };
const CLASSES: Record<GateVerdict, string> = { passed: 'proven', failed: 'failed', 'not judged': 'open' };

/** The gates of a run as a page. */
export function gatesPage({ runId, target, judgedAt, file, status, gates, objections }: GatesReport): string {
  return page({
    title: `Quality gates of run ${runId}`,
    header: html`<h1>Quality gates</h1>
      <p class="soft">Run ${runId} against ${target}, judged by ${file} at ${moment(judgedAt)}</p>
      <p>
        <strong>The run ${status === 'passed' ? 'passed' : `ended ${status}`}.</strong> Of its gates
        ${describeGates(gates)}.
      </p>
      ${objections.map((line) => html`<p class="notice">${line}</p>`)}`,
    main: html`<div class="scroll" role="region" aria-label="Gates" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Gate</th>
              <th scope="col">Figure</th>
              <th scope="col">Limit</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            ${gates.map(row)}
          </tbody>
        </table>
      </div>
      <footer>A gate that was not judged has not been passed: its verdict says what was missing.</footer>`,
  });
}

function row({ gate, figure, limit, verdict, why, details }: Judgement): Html {
  return html`<tr>
    <th scope="row">${gate}</th>
    <td>${figure}</td>
    <td>${limit}</td>
    <td>
      <span class="state ${CLASSES[verdict]}">${SIGNS[verdict]} ${verdict}</span>
      ${why === null ? [] : [html`<div class="soft">${why}</div>`]}
      ${
        details.length === 0
          ? []
          : [
              html`<ul class="tests">
                ${details.map((line) => html`<li>${line}</li>`)}
              </ul>`,
            ]
      }
    </td>
  </tr>`;
}
