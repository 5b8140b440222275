import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { algorithmNameSchema } from '../../api-clients/algorithms/schemas.ts';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { largeTable } from '../../test-data/large-table.ts';
import { whileWatchingMemory } from './resident-memory.ts';

// How much memory does the platform take, and how long, for 1,000,000 rows of 5 columns?
//   node --import tsx scripts/bench/large-dataset.ts [rows] [algorithm …]

const MIB = 2 ** 20;
/** Seldom enough for the request limit of a tenant on trial. */
const LOOK_EVERY_MS = 1500;

const [rows = '1000000', ...named] = process.argv.slice(2);
const WITHOUT_LIMIT = ['isolation_forest', 'robust_zscore', 'pca', 'half_space_trees'];
const algorithms = (named.length > 0 ? named : WITHOUT_LIMIT).map((name) => algorithmNameSchema.parse(name));

const folder = await mkdtemp(path.join(tmpdir(), 'large-dataset-'));
const platform = await startReferencePlatform({ flags: ['--log-file', path.join(folder, 'platform.log')] });
const transport = new UndiciTransport({ baseUrl: platform.url });
try {
  await run();
} finally {
  await transport.dispose();
  await platform.stop();
  await rm(folder, { recursive: true });
}

async function run(): Promise<void> {
  const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
  const { tokens } = succeeded(
    await anonymous.auth.register({
      tenantName: 'bench',
      name: 'Bench',
      email: 'owner@bench.test',
      password: 'measured-by-the-bench',
    }),
  );
  const credential = { kind: 'bearer', accessToken: tokens?.accessToken ?? '' } as const;
  const owner = { api: new ApiClient({ transport, credential }) };
  await step('at rest', () => Promise.resolve());
  const content = largeTable({ seed: 1, rows: Number(rows), features: 5 });
  const dataset = await step(`upload of ${rows} × 5`, async () =>
    succeeded(
      await owner.api.datasets.create({
        name: 'large',
        file: { name: 'large.csv', contentType: 'text/csv', content },
      }),
    ),
  );
  const columns = ['feature_1', 'feature_2', 'feature_3', 'feature_4', 'feature_5'];
  for (const algorithm of algorithms) {
    const detector = succeeded(await owner.api.detectors.create({ name: algorithm, algorithm }));
    await step(`training, ${algorithm}`, async () => {
      const job = succeeded(await owner.api.detectors.train(detector.id, { datasetId: dataset.id, columns }));
      await completed(owner, job.id);
    });
    await step(`detection, ${algorithm}`, async () => {
      const started = await owner.api.detections.start({ detectorId: detector.id, datasetId: dataset.id });
      await completed(owner, succeeded(started).id);
    });
  }
}

/** Waits until a job has completed; throws where it ended otherwise. */
async function completed({ api }: { api: ApiClient }, id: string): Promise<void> {
  for (;;) {
    const { status, error } = succeeded(await api.jobs.get(id));
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`the job ended ${status}: ${error ?? ''}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** Does a step and prints how long it took and the most memory that the platform had meanwhile, PostgreSQL apart. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const { result, peak } = await whileWatchingMemory(work);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const parts = Object.entries(peak.byProcess).map(([process, bytes]) => `${process} ${mib(bytes)}`);
  console.log(
    `${name.padEnd(36)} ${seconds.padStart(6)} s  ${mib(peak.total).padStart(9)}   ${parts.join(', ')}`,
  );
  return result;
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`;
}
