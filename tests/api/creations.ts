import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Result } from '../../api-clients/http/result.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** What a creation is tried in: the owner of a fresh tenant, and a name and a seed that are the test's own. */
export interface CreationGround {
  api: ApiClient;
  /** The owner's. */
  password: string;
  name: string;
  seed: number;
}

/** The call that creates, for any client of the same caller. */
type Create = (api: ApiClient) => Promise<Result<unknown>>;

/** Prepares what one creating operation needs. */
type Creation = (ground: CreationGround) => Create | Promise<Create>;

const FAST = { algorithm: 'robust_zscore' } as const;

const upload = ({ api, seed }: CreationGround) => uploadTable({ api }, labelledTable({ seed, rows: 40 }));

async function trained(ground: CreationGround) {
  const dataset = await upload(ground);
  const { detector } = await trainDetector(ground, { datasetId: dataset.id, ...FAST });
  return { datasetId: dataset.id, detectorId: detector.id };
}

async function experimentOf(ground: CreationGround): Promise<string> {
  const { id: datasetId } = await upload(ground);
  const { api, name } = ground;
  return succeeded(await api.experiments.create({ name, datasetId, candidates: [FAST] })).id;
}

/**
 * Every operation by which a member of a tenant creates something or starts a job. A new one is added here when it is
 * added to the contract: a test compares the two.
 */
export const CREATIONS: Readonly<Record<string, Creation>> = {
  'auth.enrolMfa':
    ({ password }) =>
    (api) =>
      api.auth.enrolMfa({ currentPassword: password }),
  'members.create': ({ name }) => {
    const member = {
      email: `${name}@example.test`,
      name,
      role: 'viewer',
      password: 'a long pass phrase',
    } as const;
    return (api) => api.members.create(member);
  },
  'apiKeys.create':
    ({ name }) =>
    (api) =>
      api.apiKeys.create({ name, scopes: ['read'] }),
  'datasets.create':
    ({ name, seed }) =>
    (api) =>
      api.datasets.create({
        name,
        file: { name: 't.csv', contentType: 'text/csv', content: `a\n${seed}\n` },
      }),
  'detectors.create':
    ({ name }) =>
    (api) =>
      api.detectors.create({ name, ...FAST }),
  'detectors.train': async (ground) => {
    const { id: datasetId } = await upload(ground);
    const { id } = succeeded(await ground.api.detectors.create({ name: ground.name, ...FAST }));
    return (api) => api.detectors.train(id, { datasetId });
  },
  'detectors.evaluate': async (ground) => {
    const { detectorId, datasetId } = await trained(ground);
    return (api) => api.detectors.evaluate(detectorId, { datasetId });
  },
  'detectors.import': async (ground) => {
    const { detectorId } = await trained(ground);
    const content = succeeded(await ground.api.detectors.export(detectorId, 1));
    return (api) => api.detectors.import({ name: ground.name, content });
  },
  'detections.create': async (ground) => {
    const { detectorId, datasetId } = await trained(ground);
    return (api) => api.detections.create({ detectorId, datasetId });
  },
  'detections.batch': async (ground) => {
    const { detectorId, datasetId } = await trained(ground);
    return (api) => api.detections.batch({ detectorIds: [detectorId], datasetIds: [datasetId] });
  },
  'experiments.create': async (ground) => {
    const { id: datasetId } = await upload(ground);
    return (api) => api.experiments.create({ name: ground.name, datasetId, candidates: [FAST] });
  },
  'experiments.run': async (ground) => {
    const id = await experimentOf(ground);
    return (api) => api.experiments.run(id);
  },
  'automl.start': async (ground) => {
    const { id: datasetId } = await upload(ground);
    const budget = { trials: 1, seconds: 30 };
    return (api) => api.automl.start({ name: ground.name, datasetId, algorithms: ['robust_zscore'], budget });
  },
  'automl.deploy': async (ground) => {
    const { id: datasetId } = await upload(ground);
    const budget = { trials: 1, seconds: 30 };
    const { api, name } = ground;
    const run = { name, datasetId, algorithms: ['robust_zscore' as const], budget };
    const job = succeeded(await api.automl.start(run));
    await waitForJob(ground, job.id);
    return (keyed) => keyed.automl.deploy(job.automlRunId ?? '', { name });
  },
  'streams.create': async (ground) => {
    const { detectorId } = await trained(ground);
    return (api) => api.streams.create({ name: ground.name, detectorId });
  },
  'privacy.createExport': async (ground) => {
    const { id: datasetId } = await upload(ground);
    const columns = [{ datasetId, column: 'feature_1' }];
    return (api) => api.privacy.createExport({ type: 'data', value: '1', columns });
  },
  'privacy.createErasure': async (ground) => {
    const { id: datasetId } = await upload(ground);
    const columns = [{ datasetId, column: 'feature_1' }];
    return (api) => api.privacy.createErasure({ type: 'data', value: 'nobody', columns });
  },
  'patterns.create': ({ name }) => {
    const definition = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
    return (api) => api.patterns.create({ name, definition });
  },
  'webhooks.create':
    ({ name }) =>
    (api) =>
      api.webhooks.create({ url: `https://hooks.example.com/${name}`, kinds: ['nothing_at_all'] }),
  'monitoring.createAlertRule':
    ({ name }) =>
    (api) =>
      api.monitoring.createAlertRule({ name, metric: 'latency_p95', comparator: 'above', threshold: 1e9 }),
};

/** Operations of that form that create nothing of their own, or nothing in a fresh tenant; each with its reason. */
export const APART: Readonly<Record<string, string>> = {
  'jobs.cancel': 'answers with the job that it cancels',
  'automl.cancel': 'answers with the job that it cancels',
  'webhooks.test': 'sends to a receiver, which webhook-delivery.spec.ts has',
};
