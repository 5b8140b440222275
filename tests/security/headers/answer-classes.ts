import type { TenantHandle, Actor, Wire } from '../../../fixtures/index.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

/** An answer as far as its headers go. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
}

/** What an answer is of: a class of status, and what came with it. */
export interface AnswerClass {
  of: string;
  status: number;
  get: () => Promise<Answer>;
}

interface Ground {
  tenant: TenantHandle;
  anonymous: Actor;
  wire: Wire;
  /** Path of the interface's script, as its page names it. */
  script: string;
}

const UNKNOWN_ID = '0199aaaa-0000-7000-8000-000000000000';
const DETECTOR = { name: 'd', algorithm: 'robust_zscore' } as const;
/** One byte more than the largest JSON body. */
const TOO_LARGE = Buffer.alloc(5 * 1024 * 1024 + 1, ' ');

/** Each class of answer that the platform gives, but for the faults of its own. */
export function answerClasses({ tenant, anonymous, wire, script }: Ground): AnswerClass[] {
  const { api } = tenant.owner;
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, more: object = {}) =>
    api.call({ operationId: 'none', method, path, ...more });
  const dataset = uploadTable(tenant.owner, labelledTable({ seed: 1, rows: 5 }));
  const json = (content: string | Buffer) => ({ raw: { contentType: 'application/json', content } });
  return [
    { of: 'a resource', status: 200, get: () => api.tenant.get() },
    { of: 'a creation', status: 201, get: () => api.detectors.create(DETECTOR) },
    { of: 'a file to keep', status: 200, get: async () => api.datasets.export((await dataset).id) },
    { of: 'lines of the audit log', status: 200, get: () => api.audit.export() },
    { of: 'a removal', status: 204, get: async () => api.datasets.remove((await dataset).id) },
    { of: 'broken input', status: 400, get: () => call('POST', '/detectors', json('{')) },
    { of: 'a stranger', status: 401, get: () => anonymous.api.tenant.get() },
    {
      of: 'a missing right',
      status: 403,
      get: async () => (await tenant.actor('viewer')).api.apiKeys.list(),
    },
    { of: 'an unknown thing', status: 404, get: () => api.datasets.get(UNKNOWN_ID) },
    { of: 'an unknown path', status: 404, get: () => call('GET', '/nothing-here') },
    { of: 'another method', status: 405, get: () => call('DELETE', '/auth/me') },
    { of: 'a conflict', status: 409, get: () => api.detectors.create(DETECTOR) },
    {
      of: 'a stale change',
      status: 412,
      get: () => api.tenant.update({ name: 'stale' }, { ifMatch: '"stale"' }),
    },
    { of: 'a body too large', status: 413, get: () => call('POST', '/detectors', json(TOO_LARGE)) },
    {
      of: 'another media type',
      status: 415,
      get: () => call('POST', '/detectors', { raw: { contentType: 'text/plain', content: '{}' } }),
    },
    { of: 'invalid input', status: 422, get: () => call('POST', '/detectors', json('{}')) },
    { of: 'a channel without an upgrade', status: 426, get: () => call('GET', '/notifications/live') },
    {
      of: 'a refused handshake',
      status: 401,
      get: () => wire.request('GET', '/api/v1/notifications/live', UPGRADE),
    },
    { of: 'no HTTP', status: 400, get: () => wire.request('GET /\u0000', '/') },
    { of: 'a page', status: 200, get: () => wire.request('GET', '/login') },
    { of: 'no page', status: 404, get: () => wire.request('GET', '/nothing-here') },
    {
      of: 'a form sent to a page',
      status: 404,
      get: () => wire.request('POST', '/login', { 'content-length': '0' }),
    },
    { of: 'a script', status: 200, get: () => wire.request('GET', script) },
    { of: 'a script that is known', status: 304, get: () => knownScript(wire, script) },
    { of: 'an image', status: 200, get: () => wire.request('GET', '/icon.svg') },
  ];
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

async function knownScript(wire: Wire, script: string): Promise<Answer> {
  const { headers } = await wire.request('GET', script);
  return wire.request('GET', script, { 'if-none-match': headers['etag'] ?? '' });
}
