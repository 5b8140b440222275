import { setImmediate } from 'node:timers/promises';
import { datasetFolder, openDataset } from '../../storage/index.ts';
import type { ColumnSummary, StoredDataset } from '../../storage/index.ts';
import type { ProfileRequest, ProfileResponse } from '../protocol.ts';
import { profileResponse } from '../protocol.ts';
import { labelledShare, RobustOutliers } from './contamination.ts';
import { presentValues, sortCooperatively } from './cooperative-sort.ts';
import type { Scale } from './correlation.ts';
import { correlate } from './correlation.ts';
import { distinctCount, histogram, moments, quantile } from './statistics.ts';
import { StoredResults } from './stored-result.ts';
import { countTexts } from './text-counts.ts';

/** Whose datasets are meant, and where they are. */
export interface AnalyticsStore {
  dataFolder: string;
  tenantId: string;
}

type ColumnProfile = ProfileResponse['columns'][number];

const HISTOGRAM_BINS = 20;
const profiles = new StoredResults('profile-1.json', profileResponse);

/**
 * The profile of a dataset, computed once and kept. Gives way to other work at least every few ten milliseconds.
 * @throws ENOENT where the dataset does not exist.
 */
export async function profileDataset(
  store: AnalyticsStore,
  request: ProfileRequest,
): Promise<ProfileResponse> {
  const folder = datasetFolder(store.dataFolder, store.tenantId, request.datasetId);
  return await profiles.get(
    folder,
    async () => await computeProfile(await openDataset(folder), request.datasetId),
  );
}

async function computeProfile(dataset: StoredDataset, datasetId: string): Promise<ProfileResponse> {
  const outliers = new RobustOutliers(dataset.rowCount);
  const scales = new Map<string, Scale>();
  const columns: ColumnProfile[] = [];
  for (const column of dataset.columns) {
    if (column.type === 'string') {
      columns.push({ ...withoutFigures(column), ...(await countTexts(dataset, column.name)) });
      continue;
    }
    const values = await dataset.readNumericColumn(column.name);
    const sorted = await sortCooperatively(presentValues(values));
    const profile = numericProfile(column, sorted);
    columns.push(profile);
    if (column.type === 'number') {
      scales.set(column.name, { mean: profile.mean ?? 0, stddev: profile.stddev ?? 0 });
      if (column.name !== dataset.labelColumn) outliers.add(values, sorted);
    }
    await setImmediate();
  }
  const labelled = await labelledShare(dataset);
  return {
    datasetId,
    rowCount: dataset.rowCount,
    columns,
    correlation: await correlate(dataset, scales),
    contamination:
      labelled === null
        ? { estimate: outliers.share, method: 'robust_zscore' }
        : { estimate: labelled, method: 'label' },
  };
}

function withoutFigures({ name, type, missing }: ColumnSummary): ColumnProfile {
  const none = {
    min: null,
    max: null,
    mean: null,
    stddev: null,
    quantiles: null,
    histogram: null,
    top: null,
  };
  return { name, type, missing, distinct: 0, ...none };
}

/** Times have a least and a greatest (ms since 1970 UTC), booleans their counts, numbers everything. */
function numericProfile(column: ColumnSummary, sorted: Float64Array): ColumnProfile {
  const profile = { ...withoutFigures(column), distinct: distinctCount(sorted) };
  if (sorted.length === 0) return profile;
  if (column.type === 'boolean') return { ...profile, top: booleanCounts(sorted) };
  const range = { min: sorted[0] ?? null, max: sorted[sorted.length - 1] ?? null };
  if (column.type === 'datetime') return { ...profile, ...range };
  return {
    ...profile,
    ...range,
    ...moments(sorted),
    quantiles: {
      p01: quantile(sorted, 0.01),
      p05: quantile(sorted, 0.05),
      p25: quantile(sorted, 0.25),
      p50: quantile(sorted, 0.5),
      p75: quantile(sorted, 0.75),
      p95: quantile(sorted, 0.95),
      p99: quantile(sorted, 0.99),
    },
    histogram: histogram(sorted, HISTOGRAM_BINS),
  };
}

function booleanCounts(sorted: Float64Array): { value: string; count: number }[] {
  let yes = 0;
  for (const value of sorted) yes += value;
  const counts = [
    { value: 'true', count: yes },
    { value: 'false', count: sorted.length - yes },
  ];
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
