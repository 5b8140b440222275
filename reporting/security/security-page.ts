import type { Profile } from '../../config/profile.ts';
import { ASVS_LEVELS } from '../../contract/asvs.ts';
import type { Html } from '../html/html.ts';
import { html } from '../html/html.ts';
import {
  type ChapterCoverage,
  CHECK_STATES,
  type CheckCoverage,
  type CheckState,
  type GroupCoverage,
  grouped,
  type SecurityCoverage,
  type Share,
} from './security-coverage.ts';
import { moment, page } from '../html/page.ts';

/** The coverage with what it is the coverage of. */
export interface SecurityReport {
  runId: string;
  profile: Profile;
  /** Name, version and address of the target. */
  target: string;
  /** UTC ISO-8601. */
  endedAt: string;
  /** Whether the run took only a part of the suite. */
  isPart: boolean;
  coverage: SecurityCoverage;
}

const SIGNS: Record<CheckState, string> = {
  proven: '✓',
  failed: '✗',
  refused: '⊘',
  'left out': '–',
  open: '○',
};

/** Tests of a check that the page names; a check that more make says how many more. */
const NAMED_TESTS = 5;

/** The page of a run's security coverage: one file, without scripts and without anything from another host. */
export function securityPage(report: SecurityReport): string {
  const { coverage } = report;
  return page({
    title: `Security coverage of run ${report.runId}`,
    header: html`<h1>Security coverage</h1>
      <p class="soft">
        Run ${report.runId} against ${report.target}, profile ${report.profile}, ended
        ${moment(report.endedAt)}
      </p>
      ${notices(report)} ${figures(coverage)}`,
    main: html`${groupSection(coverage)} ${asvsSection(coverage)} ${riskSection(coverage)} ${footer()}`,
  });
}

function notices({ isPart, coverage }: SecurityReport): Html[] {
  return [
    ...(isPart
      ? [
          html`<p class="notice">
            These are the figures of this run, which took a part of the suite only: what is open here may be
            proven by the rest.
          </p>`,
        ]
      : []),
    ...(coverage.refusedTests > 0
      ? [
          html`<p class="notice">
            ${grouped(coverage.refusedTests)} tests were refused by the profile; none of them counts as
            proven.
          </p>`,
        ]
      : []),
  ];
}

function figures({ p0, others, asvs, matrix }: SecurityCoverage): Html {
  return html`<ul class="figures">
    ${figure('P0 checks proven', p0)} ${figure('other checks proven', others)}
    ${figure('ASVS 5.0 requirements exercised', asvs.all)}
    ${
      matrix === null
        ? []
        : [
            html`<li>
              <strong>${grouped(matrix.cells)}</strong> cells of the authorisation matrix in
              ${grouped(matrix.operations)} operations and ${grouped(matrix.channels)} WebSocket channels
            </li>`,
          ]
    }
  </ul>`;
}

function figure(label: string, { covered, total }: Share): Html {
  return html`<li>
    <strong>${grouped(covered)} <small>of ${grouped(total)}</small></strong> ${label}
    ${bar([['proven', covered]], total)}
  </li>`;
}

function groupSection({ groups }: SecurityCoverage): Html {
  return html`<section>
    <h2 id="catalogue">The catalogue</h2>
    <p class="soft">
      A check is proven when a test that makes it ran and passed, and none that makes it failed. Those left
      out say what they wait for.
    </p>
    <div class="scroll" role="region" aria-labelledby="catalogue" tabindex="0">
      <table>
        <caption>
          Checks by group and state
        </caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Checks</th>
            <th scope="col" class="number">P0 proven</th>
            <th scope="col" class="number">others proven</th>
            ${CHECK_STATES.slice(1).map((state) => html`<th scope="col" class="number">${state}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${groups.map(groupRow)}
        </tbody>
      </table>
    </div>
    ${groups.map(groupDetails)}
  </section>`;
}

function groupRow(group: GroupCoverage): Html {
  const count = (state: CheckState) => group.p0[state] + group.others[state];
  const proven = (states: Record<CheckState, number>) =>
    html`${states.proven} of ${sum(states) - states['left out']}`;
  return html`<tr>
    <th scope="row">${group.title}</th>
    <td>
      ${bar(
        CHECK_STATES.filter((state) => state !== 'open').map((state) => [state, count(state)]),
        group.checks.length,
      )}
    </td>
    <td class="number">${proven(group.p0)}</td>
    <td class="number">${proven(group.others)}</td>
    ${CHECK_STATES.slice(1).map((state) => number(count(state)))}
  </tr>`;
}

function groupDetails(group: GroupCoverage): Html {
  const proven = group.p0.proven + group.others.proven;
  return html`<details>
    <summary>${group.title} <span>${proven} of ${group.checks.length} checks proven</span></summary>
    <ol class="checks">
      ${group.checks.map(checkItem)}
    </ol>
  </details>`;
}

function checkItem({ id, title, priority, state, waits, asvs, tests }: CheckCoverage): Html {
  const named = tests.slice(0, NAMED_TESTS);
  return html`<li>
    <span class="state ${state.split(' ')[0] ?? ''}">${SIGNS[state]} ${state}</span>
    <span class="id">${id}</span> ${title}
    <span class="soft">${priority}${asvs.length > 0 ? `, ASVS ${asvs.join(', ')}` : ''}</span>
    ${waits === null ? [] : [html`<div class="soft">${waits}</div>`]}
    ${
      named.length === 0
        ? []
        : [
            html`<ul class="tests">
              ${named.map(({ name, end }) => html`<li>${end === 'passed' ? '' : `${end}: `}${name}</li>`)}
              ${tests.length > named.length ? [html`<li>and ${tests.length - named.length} more</li>`] : []}
            </ul>`,
          ]
    }
  </li>`;
}

function asvsSection({ asvs }: SecurityCoverage): Html {
  const levels = (shares: ChapterCoverage['levels']) => ASVS_LEVELS.map((level) => shareCell(shares[level]));
  return html`<section>
    <h2 id="asvs">OWASP ASVS 5.0</h2>
    <p class="soft">
      Requirements that a test of this run exercises and that passed. Exercised is not verified in full: many
      requirements have parts that no black-box test can see.
    </p>
    <div class="scroll" role="region" aria-labelledby="asvs" tabindex="0">
      <table>
        <caption>
          Requirements exercised, by chapter and level
        </caption>
        <thead>
          <tr>
            <th scope="col">Chapter</th>
            <th scope="col">Exercised</th>
            ${ASVS_LEVELS.map((level) => html`<th scope="col" class="number">Level ${level}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${asvs.chapters.map(
            (chapter) =>
              html`<tr>
                <th scope="row"><span class="id">${chapter.id}</span> ${chapter.title}</th>
                <td>
                  ${bar(
                    [['proven', chapter.exercised.length]],
                    chapter.exercised.length + chapter.open.length,
                  )}
                </td>
                ${levels(chapter.levels)}
              </tr>`,
          )}
          <tr>
            <th scope="row">All chapters</th>
            <td>${bar([['proven', asvs.all.covered]], asvs.all.total)}</td>
            ${levels(asvs.levels)}
          </tr>
        </tbody>
      </table>
    </div>
    <details>
      <summary>Requirements by id <span>${asvs.all.covered} of ${asvs.all.total} exercised</span></summary>
      ${asvs.chapters.map(
        (chapter) =>
          html`<p>
            <strong>${chapter.id} ${chapter.title}</strong><br />
            ${chapter.exercised.length === 0 ? 'none exercised' : `exercised: ${chapter.exercised.join(', ')}`}
            <span class="soft"
              >${chapter.open.length === 0 ? '' : `· not exercised: ${chapter.open.join(', ')}`}</span
            >
          </p>`,
      )}
    </details>
  </section>`;
}

function riskSection({ risks }: SecurityCoverage): Html {
  return html`<section>
    <h2 id="risks">OWASP API Security Top 10</h2>
    <div class="scroll" role="region" aria-labelledby="risks" tabindex="0">
      <table>
        <caption>
          Checks proven, by risk of 2023
        </caption>
        <thead>
          <tr>
            <th scope="col">Risk</th>
            <th scope="col">Checks</th>
            <th scope="col" class="number">Proven</th>
          </tr>
        </thead>
        <tbody>
          ${risks.map(
            (risk) =>
              html`<tr>
                <th scope="row"><span class="id">${risk.id}</span> ${risk.title}</th>
                <td>${bar([['proven', risk.covered]], risk.total)}</td>
                ${shareCell(risk)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function footer(): Html {
  return html`<footer>
    Computed from the annotations of the tests that ran. What each profile sends and how the oracles judge is
    told in docs/security.md.
  </footer>`;
}

function shareCell({ covered, total }: Share): Html {
  return total === 0
    ? html`<td class="number zero">none</td>`
    : html`<td class="number">${covered} of ${total}</td>`;
}

function number(count: number): Html {
  return count === 0 ? html`<td class="number zero">0</td>` : html`<td class="number">${count}</td>`;
}

/** A bar for the eye alone: the same figures stand beside it. */
function bar(parts: readonly (readonly [CheckState, number])[], total: number): Html {
  return html`<div class="bar" aria-hidden="true">
    ${parts
      .filter(([, count]) => count > 0)
      .map(
        ([state, count]) =>
          html`<i
            class="${state.split(' ')[0] ?? ''}"
            style="width: ${((100 * count) / total).toFixed(1)}%"
          ></i>`,
      )}
  </div>`;
}

function sum(states: Record<CheckState, number>): number {
  return Object.values(states).reduce((total, count) => total + count, 0);
}
