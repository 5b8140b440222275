import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../contract/contract.ts';
import { operators } from '../../../sabotage/operators/catalogue.ts';
import type { Call, Spoiled } from '../../../sabotage/operators/operator.ts';
import { populationOf, recordedShapes } from '../../../sabotage/population/population.ts';
import { Acquaintances, type Identity } from '../../../sabotage/proxy/acquaintances.ts';
import { AnswerMemory } from '../../../sabotage/proxy/answer-memory.ts';
import {
  type Answer,
  headerOf,
  type Headers,
  jsonOf,
  type SentRequest,
} from '../../../sabotage/proxy/message.ts';

const contract = loadContract();
const OWN = '01900000-0000-7000-8000-00000000000a';
const FOREIGN = '01900000-0000-7000-8000-00000000000b';
const THING = '01900000-0000-7000-8000-00000000000c';

function answer(status: number, body: unknown, headers: Headers = []): Answer {
  return {
    status,
    headers: [['content-type', status < 400 ? 'application/json' : 'application/problem+json'], ...headers],
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A proxy that has seen two tenants being made, the operator signing in, and a dataset of the foreign one. */
function acquainted(): Acquaintances {
  const known = new Acquaintances();
  const signIn = (accessToken: string, tenant: string | null, role: string | null) => {
    const tokens = { accessToken, refreshToken: `refresh ${accessToken}` };
    const body = { user: { role }, tenant: tenant === null ? null : { id: tenant }, tokens, csrfToken: null };
    known.learn(contract.operation('auth.login'), [], answer(200, body), null);
  };
  signIn('operator', null, null);
  signIn('foreign-owner', FOREIGN, 'owner');
  signIn('own-owner', OWN, 'owner');
  signIn('own-viewer', OWN, 'viewer');
  known.learn(
    contract.operation('datasets.create'),
    bearer('foreign-owner'),
    answer(201, { id: THING }),
    null,
  );
  return known;
}

function bearer(token: string): Headers {
  return [['authorization', `Bearer ${token}`]];
}

interface Try {
  operator: string;
  operation: string;
  variant?: string;
  headers?: Headers;
  caller?: Identity;
  url?: string;
  usual?: number;
  memory?: AnswerMemory;
  session?: Headers;
  /** What the target answers to whom. */
  target?: (request: SentRequest) => Answer;
}

async function attempt({ operator: name, operation, variant = '', headers = [], ...rest }: Try) {
  const known = acquainted();
  const operator = operators.find((candidate) => candidate.name === name);
  if (operator === undefined) throw new Error(`no operator ${name}`);
  const sent: SentRequest[] = [];
  const request = { method: 'GET', url: rest.url ?? '/', headers, body: Buffer.alloc(0) };
  const call: Call = {
    operation: contract.operation(operation),
    rule: contract.rule(operation),
    request,
    caller: rest.caller ?? known.identify(headers),
    session: rest.session ?? null,
    known,
    memory: rest.memory ?? new AnswerMemory(),
    usual: rest.usual ?? null,
    forward: (other = request) => {
      sent.push(other);
      return Promise.resolve((rest.target ?? (() => answer(200, {})))(other));
    },
  };
  const result: Spoiled = await operator.spoil(call, variant);
  return { ...result, senders: sent.map((one) => headerOf(one.headers, 'authorization') ?? 'nobody') };
}

describe('Operators that let the wrong caller in', () => {
  test.each([
    ['RQ-anonymous-as-owner', 'datasets.list', '', [], '/api/v1/datasets', 'Bearer own-owner'],
    ['RQ-anonymous-as-owner', 'operator.listTenants', '', [], '/api/v1/operator/tenants', 'Bearer operator'],
    [
      'RQ-role-as-owner',
      'datasets.create',
      'viewer',
      bearer('own-viewer'),
      '/api/v1/datasets',
      'Bearer own-owner',
    ],
    [
      'RQ-foreign-as-owner',
      'datasets.get',
      '',
      bearer('own-owner'),
      `/api/v1/datasets/${THING}`,
      'Bearer foreign-owner',
    ],
  ])('%s on %s sends somebody entitled', async (operator, operation, variant, headers, url, sender) => {
    const { senders, spoiled } = await attempt({ operator, operation, variant, headers, url });

    expect({ senders, spoiled }).toEqual({ senders: [sender], spoiled: true });
  });

  test.each([
    ['RQ-role-as-owner', 'datasets.create', 'viewer', bearer('own-owner'), '/api/v1/datasets'],
    ['RQ-foreign-as-owner', 'datasets.get', '', bearer('foreign-owner'), `/api/v1/datasets/${THING}`],
    ['RQ-anonymous-as-owner', 'datasets.list', '', bearer('own-viewer'), '/api/v1/datasets'],
  ])('%s on %s leaves the entitled alone', async (operator, operation, variant, headers, url) => {
    const { senders, spoiled } = await attempt({ operator, operation, variant, headers, url });

    expect({ senders, spoiled }).toEqual({
      senders: [headerOf(headers, 'authorization') ?? 'nobody'],
      spoiled: false,
    });
  });

  test('RQ-revoked-as-fresh lets in who was refused, and nobody else', async () => {
    const target = ({ headers }: SentRequest) =>
      headerOf(headers, 'authorization') === 'Bearer spent' ? answer(401, {}) : answer(200, {});
    const spent = { operator: 'RQ-revoked-as-fresh', operation: 'datasets.list', target };

    const refused = await attempt({ ...spent, headers: bearer('spent') });
    const entitled = await attempt({ ...spent, headers: bearer('own-owner') });

    expect(refused).toMatchObject({ senders: ['Bearer spent', 'Bearer own-owner'], spoiled: true });
    expect(refused.answer.status).toBe(200);
    expect(entitled).toMatchObject({ senders: ['Bearer own-owner'], spoiled: false });
  });

  test('SW-denied-but-done refuses, and does it as the owner', async () => {
    const target = ({ headers }: SentRequest) =>
      headerOf(headers, 'authorization') === 'Bearer own-viewer' ? answer(403, {}) : answer(201, {});

    const {
      answer: given,
      senders,
      spoiled,
    } = await attempt({
      operator: 'SW-denied-but-done',
      operation: 'datasets.create',
      variant: 'role',
      headers: bearer('own-viewer'),
      target,
    });

    expect(given.status).toBe(403);
    expect({ senders, spoiled }).toEqual({
      senders: ['Bearer own-viewer', 'Bearer own-owner'],
      spoiled: true,
    });
  });
});

describe('Operators that take somebody for who they are not', () => {
  const HOST: Headers = [['host', '127.0.0.1:80']];
  const session: Headers = [
    ['cookie', 'assay_session=1'],
    ['x-csrf-token', 'of-it'],
  ];

  test('RQ-cross-site lets a page of another site act as the signed-in user', async () => {
    const crossSite = { operator: 'RQ-cross-site', operation: 'auth.logoutAll', session };
    const target = ({ headers }: SentRequest) =>
      answer(headerOf(headers, 'cookie') === undefined ? 401 : 204, {});

    const other = await attempt({
      ...crossSite,
      headers: [...HOST, ['origin', 'http://localhost:81']],
      target,
    });
    const own = await attempt({
      ...crossSite,
      headers: [...HOST, ['origin', 'http://127.0.0.1:80']],
      target,
    });

    expect({ status: other.answer.status, spoiled: other.spoiled }).toEqual({ status: 204, spoiled: true });
    expect({ status: own.answer.status, spoiled: own.spoiled }).toEqual({ status: 401, spoiled: false });
  });

  test.each([
    ['tenant.get', 'header', [['x-forwarded-for', '203.0.113.9']], '/api/v1/tenant'],
    ['tenant.get', 'query', [], '/api/v1/tenant?noise=1'],
    ['auth.login', 'header', [['forwarded', 'for=203.0.113.9']], '/api/v1/auth/login'],
  ] as const)('RQ-limit-spread on %s: a limit is passed by %s', async (operation, variant, headers, url) => {
    const memory = new AnswerMemory();
    memory.remember(operation, OWN, answer(200, { name: 'as before' }));
    const status = operation === 'auth.login' ? 401 : 429;
    const spread = {
      operator: 'RQ-limit-spread',
      operation,
      variant,
      memory,
      target: () => answer(status, {}),
    };

    const varied = await attempt({ ...spread, headers, url });
    const plain = await attempt({ ...spread, url: '/api/v1/plain' });

    expect({ body: jsonOf(varied.answer), spoiled: varied.spoiled }).toEqual({
      body: { name: 'as before' },
      spoiled: true,
    });
    expect({ status: plain.answer.status, spoiled: plain.spoiled }).toEqual({ status, spoiled: false });
  });
});

describe('Operators that do too much or too little', () => {
  test('SW-twice sends a success a second time, a refusal not', async () => {
    const twice = { operator: 'SW-twice', operation: 'datasets.create', headers: bearer('own-owner') };

    expect(await attempt({ ...twice, target: () => answer(201, {}) })).toMatchObject({
      senders: ['Bearer own-owner', 'Bearer own-owner'],
      spoiled: true,
    });
    expect(await attempt({ ...twice, target: () => answer(422, {}) })).toMatchObject({
      senders: ['Bearer own-owner'],
      spoiled: false,
    });
  });

  test('SW-not-done answers what was answered before, and sends nothing', async () => {
    const memory = new AnswerMemory();
    memory.remember('datasets.update', OWN, answer(200, { name: 'before' }));

    const { answer: given, senders } = await attempt({
      operator: 'SW-not-done',
      operation: 'datasets.update',
      headers: bearer('own-owner'),
      usual: 200,
      memory,
    });

    expect(senders).toEqual([]);
    expect(jsonOf(given)).toEqual({ name: 'before' });
  });
});

describe('Operators of answers', () => {
  const list = {
    items: [{ id: 1, name: 'a', at: '2026-01-02T00:00:00.000Z', on: true }, { id: 2 }],
    total: 2,
  };

  test.each([
    ['RS-json-remove', 'a'],
    ['RS-json-null', 'a'],
    ['RS-json-type', 'b'],
    ['RS-json-number', 'a'],
    ['RS-json-boolean', 'a'],
    ['RS-json-text', 'a'],
    ['RS-json-time', 'a'],
    ['RS-json-swap', ''],
    ['RS-json-add', 'internal'],
    ['RS-list-empty', ''],
    ['RS-list-shorter', ''],
    ['RS-list-double', ''],
    ['RS-list-reversed', ''],
  ])('%s changes a success, always in the same way, and mends its length', async (operator, variant) => {
    const spoil = () =>
      attempt({ operator, operation: 'datasets.list', variant, target: () => answer(200, list) });

    const [first, second] = [await spoil(), await spoil()];

    expect(first.spoiled).toBe(true);
    expect(jsonOf(first.answer)).not.toEqual(list);
    expect(first.answer.body).toEqual(second.answer.body);
    expect(headerOf(first.answer.headers, 'content-length')).toBe(String(first.answer.body.length));
  });

  test.each(['RS-json-remove', 'RS-list-empty', 'RS-json-add'])(
    '%s leaves errors alone',
    async (operator) => {
      const result = await attempt({
        operator,
        operation: 'datasets.list',
        variant: 'a',
        target: () => answer(404, list),
      });

      expect(result.spoiled).toBe(false);
    },
  );

  test('RS-foreign answers what another tenant was answered', async () => {
    const memory = new AnswerMemory();
    memory.remember('datasets.list', FOREIGN, answer(200, { items: ['theirs'] }));

    const result = await attempt({
      operator: 'RS-foreign',
      operation: 'datasets.list',
      variant: 'answer',
      headers: bearer('own-owner'),
      memory,
      target: () => answer(200, { items: ['mine'] }),
    });

    expect(jsonOf(result.answer)).toEqual({ items: ['theirs'] });
  });

  test('RS-existence tells a foreign thing from one that does not exist', async () => {
    const existence = {
      operator: 'RS-existence',
      operation: 'datasets.get',
      variant: 'status',
      headers: bearer('own-owner'),
      target: () => answer(404, { status: 404 }),
    };

    expect((await attempt({ ...existence, url: `/api/v1/datasets/${THING}` })).answer.status).toBe(403);
    expect((await attempt({ ...existence, url: `/api/v1/datasets/${OWN}` })).answer.status).toBe(404);
  });

  test.each([
    ['etag-lost', undefined],
    ['cache-control-loose', 'public, max-age=3600'],
    ['location-loose', '/api/v1/nothing-here'],
  ])('RS-header %s', async (variant, value) => {
    const [name = ''] = variant.split(/-(?:lost|loose)$/);

    const { answer: given } = await attempt({
      operator: 'RS-header',
      operation: 'datasets.get',
      variant,
      target: () =>
        answer(200, {}, [
          ['ETag', '"1"'],
          ['Cache-Control', 'no-store'],
          ['Location', '/api/v1/datasets/1'],
        ]),
    });

    expect(headerOf(given.headers, name)).toBe(value);
  });

  test('RS-cookie takes one flag off', async () => {
    const { answer: given } = await attempt({
      operator: 'RS-cookie',
      operation: 'auth.login',
      variant: 'HttpOnly',
      target: () => answer(200, {}, [['set-cookie', 'session=1; Path=/; HttpOnly; SameSite=Strict']]),
    });

    expect(headerOf(given.headers, 'set-cookie')).toBe('session=1; Path=/; SameSite=Strict');
  });

  test('RS-status mistakes one status for another', async () => {
    const { answer: given } = await attempt({
      operator: 'RS-status',
      operation: 'datasets.get',
      variant: '404-403',
      target: () => answer(404, {}),
    });

    expect(given.status).toBe(403);
  });

  test('RS-csv lets a formula out', async () => {
    const body = Buffer.from("name,note\na,'=1+1\n");

    const { answer: given } = await attempt({
      operator: 'RS-csv',
      operation: 'datasets.export',
      target: () => ({ status: 200, headers: [['content-type', 'text/csv']], body }),
    });

    expect(given.body.toString()).toBe('name,note\na,=1+1\n');
  });
});

describe('The population', () => {
  const { defects, leftOut } = populationOf(contract, recordedShapes());

  test('names each defect once', () => {
    const ids = defects.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)]);
  });

  test('spoils every operation of the contract', () => {
    const places = new Set(defects.map(({ place }) => place));

    expect(contract.operations.map(({ id }) => id).filter((id) => !places.has(id))).toEqual([]);
  });

  test('says why a change is no defect', () => {
    expect(leftOut.filter(({ reason }) => reason === '')).toEqual([]);
  });
});
