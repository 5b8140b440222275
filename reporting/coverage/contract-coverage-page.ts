import { type Html, html } from '../html/html.ts';
import { moment, page } from '../html/page.ts';
import { CALLERS, type CallerName, isWhole, type OperationFacts, type Share } from './contract-coverage.ts';
import type { ContractCoverageReport, CoverageChange } from './contract-coverage-file.ts';

/** Heads of the columns: as short as they can be told apart. */
const HEADS: Record<CallerName, string> = {
  owner: 'owner',
  admin: 'admin',
  analyst: 'analyst',
  viewer: 'viewer',
  sales: 'sales',
  verifier: 'verifier',
  auditor: 'auditor',
  operator: 'operator',
  key: 'key',
  'key without scope': 'key, no scope',
  anonymous: 'nobody',
};

/** Lines of a list that a page shows before it says how many more there are. */
const MOST_LINES = 200;

/** The page of a run's coverage of the contract: one file, filtered without a script. */
export function contractCoveragePage(report: ContractCoverageReport): string {
  const { runId, target, endedAt, isPart, coverage, missing, change } = report;
  return page({
    title: `Coverage of the contract by run ${runId}`,
    header: html`<h1>Coverage of the contract</h1>
      <p class="soft">
        Run ${runId} against ${target}, ended ${moment(endedAt)}, from
        ${coverage.facts.reduce((sum, { exchanges }) => sum + exchanges, 0).toLocaleString('en-GB')} exchanges
      </p>
      ${
        isPart
          ? [
              html`<p class="notice">
                This run took a part of the suite only: what is missing here may be seen by the rest.
              </p>`,
            ]
          : []
      }
      <ul class="figures">
        ${figure('operations have succeeded', coverage.operations)}
        ${figure('documented statuses seen', coverage.statuses)}
        ${figure('callers let through, as the policy says', coverage.allowed)}
        ${figure('callers refused, as the policy says', coverage.denied)}
        ${figure('media types of statuses seen', coverage.mediaTypes)}
      </ul>`,
    main: html`${operationsSection(coverage.facts)} ${missingSection(missing)} ${changeSection(change)}
      <footer>
        What may be missing is in contract/coverage-exclusions.yaml, each with the reason; who may do what in
        contract/policy.yaml.
      </footer>`,
  });
}

function figure(label: string, { covered, total }: Share): Html {
  return html`<li>
    <strong>${covered.toLocaleString('en-GB')} <small>of ${total.toLocaleString('en-GB')}</small></strong>
    ${label}
    <div class="bar" aria-hidden="true">
      <i class="proven" style="width: ${total === 0 ? 0 : ((100 * covered) / total).toFixed(1)}%"></i>
    </div>
  </li>`;
}

function operationsSection(facts: readonly OperationFacts[]): Html {
  return html`<section class="filtered">
    <h2 id="operations">By operation</h2>
    <p class="soft">
      ✓ seen (a caller that is let through, a status), ⊘ refused and seen to be, <strong>○ not seen</strong>,
      – need not be seen; an empty field: nothing to try.
    </p>
    <fieldset>
      <legend>Show</legend>
      <label><input type="radio" name="show" id="show-all" checked /> all operations (${facts.length})</label>
      <label
        ><input type="radio" name="show" id="show-missing" /> those with something missing
        (${facts.filter((each) => !isWhole(each)).length})</label
      >
    </fieldset>
    <div class="scroll tall" role="region" aria-labelledby="operations" tabindex="0">
      <table class="dense">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" class="number">Exchanges</th>
            ${CALLERS.map((caller) => html`<th scope="col" class="caller">${HEADS[caller]}</th>`)}
            <th scope="col">Statuses and media types</th>
          </tr>
        </thead>
        <tbody>
          ${facts.map(operationRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function operationRow(facts: OperationFacts): Html {
  const { id, method, path, exchanges, callers } = facts;
  return html`<tr class="${isWhole(facts) ? 'whole' : 'lacking'}">
    <th scope="row"><span class="id">${id}</span><br /><small class="soft">${method} ${path}</small></th>
    <td class="number">${exchanges.toLocaleString('en-GB')}</td>
    ${CALLERS.map((caller) => callerCell(callers.find((each) => each.caller === caller)))}
    <td>${statusChips(facts)}</td>
  </tr>`;
}

function callerCell(fact: OperationFacts['callers'][number] | undefined): Html {
  if (fact === undefined) return html`<td class="caller"></td>`;
  const { expected, seen } = fact;
  const said = `${expected === 'allowed' ? 'let through' : 'refused'}: ${seen > 0 ? `seen ${seen} times` : 'not seen'}`;
  const state = seen === 0 ? 'failed' : expected === 'allowed' ? 'proven' : 'open';
  const sign = seen === 0 ? '○' : expected === 'allowed' ? '✓' : '⊘';
  return html`<td class="caller"><span class="state ${state}" title="${said}">${sign}</span></td>`;
}

function statusChips({ statuses, mediaTypes }: OperationFacts): Html[] {
  const missingTypes = mediaTypes.filter(
    ({ seen, status }) => seen === 0 && statuses.some((each) => each.status === status && each.seen > 0),
  );
  return [
    ...statuses.map(({ status, seen, isExcluded }) => {
      const [state, sign] = seen > 0 ? ['proven', '✓'] : isExcluded ? ['left', '–'] : ['failed', '○'];
      return html`<span class="state ${state}">${sign} ${status}</span> `;
    }),
    ...missingTypes.map(
      ({ status, mediaType }) => html`<span class="state failed">○ ${status} ${mediaType}</span> `,
    ),
  ];
}

function missingSection(missing: readonly string[]): Html {
  return html`<section>
    <h2>What is missing</h2>
    <details>
      <summary>By name <span>${missing.length.toLocaleString('en-GB')} facts</span></summary>
      ${list(missing)}
    </details>
  </section>`;
}

function changeSection(change: CoverageChange | null): Html {
  if (change === null)
    return html`<section>
      <h2>Since the last run</h2>
      <p class="soft">No earlier run of the same tests is in the history.</p>
    </section>`;
  const { since, gained, lost } = change;
  return html`<section>
    <h2>Since the last run</h2>
    <p class="soft">
      Held against run ${since.runId} of ${moment(since.startedAt)}, which took the same tests.
    </p>
    <details>
      <summary>Seen now and not then <span>${gained.length} facts</span></summary>
      ${list(gained)}
    </details>
    <details>
      <summary>Seen then and not now <span>${lost.length} facts</span></summary>
      ${list(lost)}
    </details>
  </section>`;
}

function list(names: readonly string[]): Html {
  if (names.length === 0) return html`<p class="soft">Nothing.</p>`;
  const shown = names.slice(0, MOST_LINES);
  return html`<ul class="names">
    ${shown.map((name) => html`<li class="id">${name}</li>`)}
    ${
      names.length > shown.length
        ? [html`<li>and ${names.length - shown.length} more, in the JSON file beside this page</li>`]
        : []
    }
  </ul>`;
}
