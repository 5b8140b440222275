import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { MultipartPart } from '../../../api-clients/http/multipart.ts';
import { type AlarmGround, prepareAlarms, raiseEvent } from '../../../flows/raise-events.ts';
import { succeeded } from '../../../flows/succeeded.ts';
import type { TenantHandle } from '../../../fixtures/index.ts';

/** What bodies are sent in: a fresh tenant with a thing of each kind that a body can be about. */
export interface BodyGround extends AlarmGround {
  owner: ApiClient;
  tenantId: string;
  datasetId: string;
  memberId: string;
  streamId: string;
  /** What `detectors.export` gave. */
  model: string;
  /** An e-mail address that is taken. */
  email: string;
}

/** A body that is taken as it stands, with a text in each place where the contract wants one. */
export interface Body {
  /** Status of the answer to it. */
  status: number;
  /** The pointer at which it is refused all the same, where the operation makes what a test could not remove. */
  pointer?: string;
  /** Free texts that name something, so that any other text is refused there. */
  names?: readonly string[];
  /** An object of several forms: where none fits, it may be the object that is named, and not the field. */
  whole?: string;
  /** The text that says which form an object has: while it is wrong, nothing else of the object is looked at. */
  form?: string;
  /** Removes what came of the body, where a tenant may have few of it. */
  remove?: (ground: BodyGround, id: string) => Promise<unknown>;
  /** Whether a password is hashed for it. */
  hashes?: true;
  /** The id in the path. */
  id?: (ground: BodyGround) => string | Promise<string>;
  /** `label` is another one each time. */
  json: (ground: BodyGround, label: string) => unknown;
  /** The file that follows the fields of a form. */
  file?: (ground: BodyGround) => MultipartPart;
}

const PASSWORD = 'a long pass phrase';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000000';
const emailOf = ({ tenantId }: BodyGround, label: string) => `${label}.${tenantId}@example.test`;
const filter = ({ datasetId }: BodyGround) => ({
  kind: 'anomalies_detected',
  minimumSeverity: 'low',
  sourceId: datasetId,
  entity: 'any',
});
const whole = '/subject';
const subjects = [
  {
    status: 422,
    whole,
    json: () => ({ subject: { type: 'member', id: UNKNOWN } }),
  },
  {
    status: 422,
    whole,
    json: (ground: BodyGround, label: string) => ({
      subject: { type: 'member', email: emailOf(ground, label) },
    }),
  },
  {
    status: 202,
    whole,
    names: ['/subject/columns/0/column'],
    json: ({ datasetId }: BodyGround, label: string) => ({
      subject: { type: 'data', value: label, columns: [{ datasetId, column: 'feature_1' }] },
    }),
  },
];
const newEvent = async (ground: BodyGround) => (await raiseEvent({ api: ground.owner }, ground)).event.id;
const acknowledgedEvent = async (ground: BodyGround) =>
  succeeded(await ground.owner.events.acknowledge(await newEvent(ground))).id;
const note = { status: 200, id: newEvent, json: (_: BodyGround, label: string) => ({ note: label }) };
const removePattern = ({ owner }: BodyGround, id: string) => owner.patterns.remove(id);

/** Bodies of every operation that takes texts; several where the contract lets one take several forms. */
export const BODIES: Readonly<Record<string, readonly Body[]>> = {
  // The address is taken, so no tenant comes of it.
  'auth.register': [
    {
      hashes: true,
      status: 409,
      json: ({ email }, label) => ({
        tenantName: label,
        name: label,
        email,
        password: PASSWORD,
        transport: 'bearer',
      }),
    },
  ],
  'auth.login': [
    {
      hashes: true,
      status: 401,
      json: (ground, label) => ({
        email: emailOf(ground, label),
        password: PASSWORD,
        totp: '000000',
        transport: 'bearer',
      }),
    },
  ],
  'auth.refresh': [{ status: 401, json: (_, label) => ({ refreshToken: label }) }],
  'auth.updateMe': [{ status: 200, json: (_, label) => ({ name: label }) }],
  'auth.changePassword': [
    {
      hashes: true,
      status: 422,
      pointer: '/currentPassword',
      json: (_, label) => ({ currentPassword: label, newPassword: PASSWORD }),
    },
  ],
  // Wrong passwords lock the owner's account: the answer stays the same, and the session goes on.
  'auth.enrolMfa': [
    {
      hashes: true,
      status: 422,
      pointer: '/currentPassword',
      json: (_, label) => ({ currentPassword: label }),
    },
  ],
  'auth.disableMfa': [
    {
      hashes: true,
      status: 422,
      pointer: '/currentPassword',
      json: (_, label) => ({ currentPassword: label, code: '000000' }),
    },
  ],
  'auth.requestPasswordReset': [
    { status: 204, json: (ground, label) => ({ email: emailOf(ground, label) }) },
  ],
  'auth.resetPassword': [{ status: 401, json: (_, label) => ({ token: label, password: PASSWORD }) }],
  'auth.verifyMfa': [{ status: 409, json: () => ({ code: '000000' }) }],
  'auth.wsTicket': [{ status: 200, names: ['/path'], json: () => ({ path: '/notifications/live' }) }],
  'members.create': [
    {
      hashes: true,
      status: 201,
      json: (ground, label) => ({
        email: emailOf(ground, label),
        name: label,
        role: 'viewer',
        password: PASSWORD,
      }),
    },
  ],
  'members.update': [
    {
      status: 200,
      id: ({ memberId }) => memberId,
      json: (_, label) => ({ name: label, role: 'viewer', status: 'active' }),
    },
  ],
  'apiKeys.create': [
    {
      status: 201,
      json: (_, label) => ({ name: label, scopes: ['read'], expiresAt: '2100-01-01T00:00:00Z' }),
    },
  ],
  'tenant.update': [{ status: 200, json: (_, label) => ({ name: label }) }],
  'operator.createTenant': [
    {
      hashes: true,
      status: 409,
      json: ({ email }, label) => ({
        name: label,
        plan: 'trial',
        owner: { email, name: label, password: PASSWORD },
      }),
    },
  ],
  'operator.updateTenant': [
    { status: 200, id: ({ tenantId }) => tenantId, json: () => ({ plan: 'enterprise', status: 'active' }) },
  ],
  'datasets.create': [
    {
      status: 201,
      names: ['/labelColumn', '/timeColumn'],
      json: (_, label) => ({ name: label, description: label, labelColumn: 'l', timeColumn: 't' }),
      file: () => ({
        name: 'file',
        filename: 't.csv',
        contentType: 'text/csv',
        content: 'a,l,t\n1,0,2026-01-01\n2,1,2026-01-02\n',
      }),
    },
  ],
  'datasets.update': [
    {
      status: 200,
      id: ({ datasetId }) => datasetId,
      json: (_, label) => ({ name: label, description: label }),
    },
  ],
  'detectors.create': [
    {
      status: 201,
      json: (_, label) => ({ name: label, description: label, algorithm: 'robust_zscore' }),
    },
  ],
  'detectors.update': [
    {
      status: 200,
      id: ({ detectorId }) => detectorId,
      json: (_, label) => ({ name: label, description: label }),
    },
  ],
  'detectors.train': [
    {
      status: 422,
      id: ({ detectorId }) => detectorId,
      names: ['/columns/0'],
      json: ({ datasetId }, label) => ({ datasetId, columns: [label] }),
    },
  ],
  'detectors.predict': [
    {
      status: 422,
      id: ({ detectorId }) => detectorId,
      names: ['/columns/0'],
      json: (_, label) => ({ rows: [[1]], columns: [label] }),
    },
  ],
  'detectors.explain': [
    {
      status: 422,
      id: ({ detectorId }) => detectorId,
      names: ['/columns/0'],
      json: (_, label) => ({ rows: [[1]], columns: [label] }),
    },
  ],
  'detectors.evaluate': [
    { status: 422, id: ({ detectorId }) => detectorId, json: () => ({ datasetId: UNKNOWN }) },
  ],
  'detectors.import': [
    {
      status: 201,
      json: (_, label) => ({ name: label, description: label }),
      file: ({ model }) => ({
        name: 'file',
        filename: 'model.json',
        contentType: 'application/json',
        content: model,
      }),
    },
  ],
  'detections.create': [{ status: 201, json: ({ detectorId, datasetId }) => ({ detectorId, datasetId }) }],
  'detections.batch': [
    {
      status: 422,
      json: ({ detectorId, datasetId }) => ({
        pairs: [{ detectorId, datasetId }],
        detectorIds: [detectorId],
        datasetIds: [datasetId],
      }),
    },
  ],
  'experiments.create': [
    {
      status: 201,
      json: ({ datasetId }, label) => ({
        name: label,
        description: label,
        datasetId,
        candidates: [{ name: label, algorithm: 'robust_zscore' }],
      }),
    },
  ],
  // The dataset is unknown, so no job comes of it.
  'automl.start': [
    {
      status: 422,
      json: (_, label) => ({
        name: label,
        datasetId: UNKNOWN,
        metric: 'auc',
        budget: { trials: 1, seconds: 30 },
        algorithms: ['robust_zscore'],
      }),
    },
  ],
  // The run is unknown, so that each test needs none.
  'automl.deploy': [
    { status: 404, id: () => UNKNOWN, json: (_, label) => ({ name: label, description: label }) },
  ],
  'streams.create': [
    { status: 201, json: ({ detectorId }, label) => ({ name: label, description: label, detectorId }) },
  ],
  'streams.update': [
    {
      status: 200,
      id: ({ streamId }) => streamId,
      json: (_, label) => ({ name: label, description: label }),
    },
  ],
  'streams.ingest': [
    {
      status: 409,
      id: ({ streamId }) => streamId,
      json: () => ({
        points: [{ sequence: 1, timestamp: '2026-01-01T00:00:00Z', values: { feature_1: 1, feature_2: 1 } }],
      }),
    },
  ],
  'privacy.createExport': subjects,
  'privacy.createErasure': subjects,
  'events.acknowledge': [note],
  'events.resolve': [{ ...note, id: acknowledgedEvent }],
  'events.ignore': [note],
  'patterns.create': [
    {
      status: 201,
      form: '/definition/type',
      remove: removePattern,
      json: (ground, label) => ({
        name: label,
        definition: {
          type: 'frequency',
          filter: filter(ground),
          count: 2,
          windowSeconds: 60,
          windowing: 'sliding',
        },
      }),
    },
    {
      status: 201,
      form: '/definition/type',
      remove: removePattern,
      json: (ground, label) => ({
        name: label,
        definition: { type: 'sequence', first: filter(ground), then: filter(ground), windowSeconds: 60 },
      }),
    },
    {
      status: 201,
      form: '/definition/type',
      remove: removePattern,
      json: (ground, label) => ({
        name: label,
        definition: { type: 'correlation', first: filter(ground), second: filter(ground), windowSeconds: 60 },
      }),
    },
  ],
  'webhooks.create': [
    {
      status: 422,
      pointer: '/url',
      names: ['/url'],
      json: () => ({ url: 'http://127.0.0.2/', kinds: ['nothing_at_all'], minimumSeverity: 'info' }),
    },
  ],
  'monitoring.createAlertRule': [
    {
      status: 201,
      json: ({ detectorId }, label) => ({
        name: label,
        metric: 'anomaly_rate',
        detectorId,
        comparator: 'above',
        threshold: 1,
        severity: 'medium',
      }),
    },
  ],
};

/** Makes what the bodies of a fresh tenant are about. */
export async function bodyGround(tenant: TenantHandle, seed: number): Promise<BodyGround> {
  const owner = tenant.owner.api;
  const ground = await prepareAlarms({ api: owner }, seed);
  const { detectorId } = ground;
  const datasetId = ground.dataset.id;
  const member = await tenant.actor('viewer');
  const stream = succeeded(await owner.streams.create({ name: 'Stream', detectorId }));
  return {
    ...ground,
    owner,
    tenantId: tenant.id,
    datasetId,
    memberId: member.id,
    streamId: stream.id,
    model: succeeded(await owner.detectors.export(detectorId, 1)),
    email: member.email,
  };
}
