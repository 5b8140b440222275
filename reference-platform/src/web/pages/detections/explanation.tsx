import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { RangeMark } from '../../charts/range-mark.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { count, share } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { type Cell, RowList } from '../../shapes/dataset.ts';
import { Explanation as ExplanationAnswer, type FeatureShare } from '../../shapes/detection.ts';
import { rangeInWords, rowInWords } from './explanation-words.ts';

/** What can explain the rows of a detection: the version that scored them, and where they are. */
export interface Explainer {
  readonly detectorId: string;
  readonly version: number;
  readonly datasetId: string;
  readonly columns: readonly string[];
}

/** With more columns than these, the rest is shown on request. */
const SHOWN = 10;

/** Why a row stands out: the share of each column, its value, and what is usual. */
export function Explanation({ explainer, rowIndex }: { explainer: Explainer; rowIndex: number }) {
  const load = useLoad(JSON.stringify([explainer, rowIndex]), (signal) =>
    explain(explainer, rowIndex, signal),
  );
  const [all, setAll] = useState(false);
  const title = `Why row ${count(rowIndex + 1)} stands out`;
  return (
    <section class="explanation" aria-label={title}>
      <h3>{title}</h3>
      <LoadView load={load}>
        {({ row, threshold }) => {
          const features = all ? row.features : row.features.slice(0, SHOWN);
          return (
            <>
              <p>{rowInWords(row, threshold)}</p>
              <ul class="shares" aria-label="Shares of the columns">
                {features.map((feature) => (
                  <Share key={feature.column} feature={feature} />
                ))}
              </ul>
              {features.length === row.features.length ? null : (
                <button type="button" class="button button-small" onClick={() => setAll(true)}>
                  {`Show all ${row.features.length} columns`}
                </button>
              )}
              <p class="legend">
                <span class="key">Share of the distance from typical values</span>
                <span class="key key-usual">Usual: 95% of normal values</span>
                <span class="key key-value">The row’s value</span>
              </p>
              <p class="section-note">
                Each column is looked at by itself. A rare combination of usual values shows in the score
                alone.
              </p>
            </>
          );
        }}
      </LoadView>
    </section>
  );
}

function Share({ feature }: { feature: FeatureShare }) {
  const { column, contribution } = feature;
  return (
    <li>
      <span class="shares-column">{column}</span>{' '}
      <svg class="shares-bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <rect class="interval-bars-track" y={4} width={100} height={12} />
        <rect class="interval-bars-bar" y={4} width={100 * contribution} height={12} />
      </svg>
      <span class="shares-share">{share(contribution)}</span> <RangeMark range={feature} />
      <span class="shares-words">{rangeInWords(feature)}</span>
    </li>
  );
}

async function explain(
  { detectorId, version, datasetId, columns }: Explainer,
  rowIndex: number,
  signal: AbortSignal,
) {
  const found = await api.call(RowList, 'GET', `/datasets/${datasetId}/rows`, {
    query: { limit: 1, offset: rowIndex },
    signal,
  });
  const values = found.items[0]?.values ?? {};
  const { threshold, results } = await api.call(
    ExplanationAnswer,
    'POST',
    `/detectors/${detectorId}/explain`,
    {
      json: { version, columns, rows: [columns.map((column) => asNumber(values[column] ?? null))] },
      signal,
    },
  );
  const [row] = results;
  if (row === undefined) throw new Error('an explanation of one row has no result');
  return { row, threshold };
}

/** A cell as detectors see it: times are milliseconds since 1970, what is no number is missing. */
function asNumber(cell: Cell): number | null {
  const value = typeof cell === 'string' ? Date.parse(cell) : Number(cell ?? Number.NaN);
  return Number.isNaN(value) ? null : value;
}
