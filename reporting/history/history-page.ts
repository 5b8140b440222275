import { type Html, html } from '../html/html.ts';
import { moment, page } from '../html/page.ts';
import { counted } from '../run/counted.ts';
import type { Totals } from '../run/totals.ts';
import type { History } from './history-store.ts';
import { durationOf, flakeOf, slopeOf } from './history-text.ts';
import { recommendations } from './recommendations.ts';
import { decoded, type RunRecord } from './run-record.ts';
import { mostFlaky, slowest, slowing, type TestHistory, testHistories } from './test-history.ts';

/** Runs that the page lists, and ends of a test that it shows. */
const NEWEST = 20;
const SIGNS: Record<keyof Totals, readonly [sign: string, state: string]> = {
  passed: ['✓', 'proven'],
  failed: ['✗', 'failed'],
  flaky: ['≈', 'refused'],
  skipped: ['–', 'left'],
  interrupted: ['·', 'open'],
};
const SPARK = { width: 144, height: 24 };

/** The history as a page: one file, without scripts. */
export function historyPage(history: History): string {
  const { runs, broken } = history;
  const tests = testHistories(history);
  const advice = recommendations(history, tests);
  const newest = runs.at(-1);
  return page({
    title: 'History and flakiness',
    header: html`<h1>History and flakiness</h1>
      <p class="soft">
        ${counted(runs.length, 'run')}${newest === undefined ? '' : html`, the last ${moment(newest.startedAt)}`},
        ${counted(tests.length, 'test')}${broken === 0 ? '' : `; ${counted(broken, 'line')} of the store could not be read`}
      </p>`,
    main: html`<section>
        <h2>To do</h2>
        ${
          advice.length === 0
            ? html`<p class="soft">Nothing to recommend by these figures.</p>`
            : html`<ul>
                ${advice.map((line) => html`<li>${line}</li>`)}
              </ul>`
        }
      </section>
      ${testsSection('Most flaky', 'Passed only on a retry, or failed though it passed in another run of the same code.', mostFlaky(tests), flakeOf)}
      ${testsSection('Slowest', 'By the median of the passes on the machine of the last run.', slowest(tests), durationOf)}
      ${testsSection('Getting slower', 'By the median slope of all pairs of passes (Theil–Sen); p, from eight passes on, is how likely such a series is by chance (Mann–Kendall).', slowing(tests), slopeOf)}
      ${runsSection(runs)}
      <footer>The same in the terminal: npm run history</footer>`,
  });
}

function testsSection(
  title: string,
  about: string,
  tests: readonly TestHistory[],
  figure: (test: TestHistory) => string,
): Html {
  if (tests.length === 0)
    return html`<section>
      <h2>${title}</h2>
      <p class="soft">None.</p>
    </section>`;
  return html`<section>
    <h2>${title}</h2>
    <p class="soft">${about}</p>
    <div class="scroll" role="region" aria-label="${title}" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col">Figure</th>
            <th scope="col">Durations</th>
            <th scope="col">Ends, the last at the right</th>
          </tr>
        </thead>
        <tbody>
          ${tests.map(
            (test) =>
              html`<tr>
                <th scope="row">${test.name}</th>
                <td>${figure(test)}</td>
                <td>${spark(test.durationsMs)}</td>
                <td class="ends">${test.ends.slice(-NEWEST).map(sign)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function sign(end: keyof Totals): Html {
  const [character, state] = SIGNS[end];
  return html`<span class="state ${state}" title="${end}">${character}</span>`;
}

/** Durations as a line for the eye alone: the figures stand beside it. */
function spark(durationsMs: readonly number[]): Html {
  const shown = durationsMs.slice(-NEWEST);
  if (shown.length < 2) return html``;
  const most = Math.max(...shown, 1);
  const points = shown.map(
    (duration, index) =>
      [(index * SPARK.width) / (shown.length - 1), SPARK.height - (duration * SPARK.height) / most] as const,
  );
  const [x, y] = points.at(-1) ?? [0, 0];
  return html`<svg class="spark" viewBox="0 0 ${SPARK.width} ${SPARK.height}" aria-hidden="true">
    <polyline points="${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ')}" />
    <circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.5" />
  </svg>`;
}

function runsSection(runs: readonly RunRecord[]): Html {
  return html`<section>
    <h2>Runs</h2>
    <div class="scroll" role="region" aria-label="Runs" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Begun</th>
            <th scope="col">Code</th>
            <th scope="col" class="number">Duration</th>
            <th scope="col" class="number">Passed</th>
            <th scope="col" class="number">Failed</th>
            <th scope="col" class="number">Flaky</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          ${runs.slice(-NEWEST).toReversed().map(runRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function runRow({ runId, startedAt, code, durationMs, isPart, tests }: RunRecord): Html {
  const ends = Object.values(tests).map((text) => decoded(text).end);
  const count = (wanted: keyof Totals) => ends.filter((end) => end === wanted).length;
  return html`<tr>
    <th scope="row" class="id">${runId}</th>
    <td>${moment(startedAt)}</td>
    <td class="id">${code?.split(' ')[0] ?? 'unknown'}</td>
    <td class="number">${(durationMs / 1000).toFixed(1)} s</td>
    <td class="number">${count('passed')}</td>
    <td class="number">${count('failed')}</td>
    <td class="number">${count('flaky')}</td>
    <td>${isPart ? 'a part' : 'the whole suite'}</td>
  </tr>`;
}
