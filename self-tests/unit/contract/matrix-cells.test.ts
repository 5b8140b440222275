import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../contract/contract.ts';
import { type Cell, cellsOf, describeCell } from '../../../contract/matrix/cells.ts';
import { channelCellsOf } from '../../../contract/matrix/channel-cells.ts';
import { identities, staleIdentity, weakestEntitled } from '../../../contract/matrix/identity.ts';
import { asRule, type ObjectKind } from '../../../contract/policy.ts';

const contract = loadContract();
const everybody = identities({ operator: true });
const deletable = new Set<ObjectKind>(['dataset', 'detector', 'session', 'tenant']);

function cells(operationId: string): Cell[] {
  const stale = [staleIdentity('expired access token')];
  return cellsOf({ operationId, rule: contract.rule(operationId), identities: everybody, stale, deletable });
}

function expected(operationId: string, cell: string): string | undefined {
  return cells(operationId).find((each) => describeCell(each) === cell)?.expected;
}

describe('the cells of the matrix', () => {
  it('try every identity on every owner’s object, and each bad credential once', () => {
    const tried = cells('datasets.get');

    expect(everybody).toHaveLength(22);
    expect(tried).toHaveLength(22 * 6 + 1);
    expect(new Set(tried.map(describeCell)).size).toBe(tried.length);
  });

  it('try an operation without an object once an identity', () => {
    expect(cells('datasets.list')).toHaveLength(22 + 1);
  });

  it('try no credential where nobody needs one', () => {
    expect(cells('system.live').every((cell) => cell.expected === 'allowed')).toBe(true);
  });

  it.each([
    ['datasets.update', 'analyst by cookie, own dataset', 'allowed'],
    ['datasets.update', 'analyst by bearer, colleague’s dataset', 'allowed'],
    ['datasets.update', 'analyst by bearer, foreign dataset', 'absent'],
    ['datasets.update', 'analyst by bearer, random dataset', 'absent'],
    ['datasets.update', 'analyst by bearer, deleted dataset', 'absent'],
    ['datasets.update', 'viewer by bearer, foreign dataset', 'forbidden'],
    ['datasets.update', 'API key (write), foreign dataset', 'absent'],
    ['datasets.update', 'API key (read), own dataset', 'forbidden'],
    ['datasets.update', 'operator by bearer, own dataset', 'forbidden'],
    ['datasets.update', 'anonymous, own dataset', 'unauthenticated'],
    ['datasets.update', 'WebSocket ticket in the query, own dataset', 'unauthenticated'],
    ['datasets.update', 'expired access token, own dataset', 'unauthenticated'],
    ['auth.revokeSession', 'viewer by bearer, colleague’s session', 'absent'],
    ['notifications.read', 'owner by cookie, colleague’s notification', 'absent'],
    ['operator.updateTenant', 'operator by cookie, foreign tenant', 'allowed'],
    ['detectors.train', 'analyst by bearer, foreign dataset at /datasetId', 'bad reference'],
  ])('%s: %s is %s', (operation, cell, judged) => {
    expect(expected(operation, cell)).toBe(judged);
  });
});

describe('the cells of a channel', () => {
  const of = (channelId: string) => {
    const channel = contract.policy.channels.get(channelId);
    if (channel === undefined) throw new Error(`there is no channel ${channelId}`);
    const tickets = contract.rule('auth.wsTicket');
    return channelCellsOf({
      channelId,
      rule: asRule(channel),
      tickets,
      operator: true,
      deletable: new Set<ObjectKind>(['stream']),
    });
  };

  it('try a fresh ticket on every owner’s object, and on one’s own what opens nothing', () => {
    const tried = of('streams.live');
    const count = (wanted: string) => tried.filter(({ ticket }) => ticket === wanted).length;

    expect(count('fresh')).toBe(16 * 6);
    expect(['none', 'spent', 'other channel', 'other tenant', 'ended', 'invented'].map(count)).toEqual([
      21, 12, 16, 1, 3, 1,
    ]);
    expect(new Set(tried.map(describeCell)).size).toBe(tried.length);
  });

  it('leave out another tenant’s ticket where one address is everybody’s', () => {
    expect(of('notifications.live').map(({ ticket }) => ticket)).not.toContain('other tenant');
  });

  it.each([
    ['streams.live', 'viewer by cookie, own stream', 'allowed'],
    ['streams.live', 'viewer by cookie, foreign stream', 'absent'],
    ['streams.live', 'sales by bearer, foreign stream', 'forbidden'],
    ['streams.live', 'API key (read), colleague’s stream', 'allowed'],
    ['streams.live', 'operator by bearer without a ticket, own stream', 'unauthenticated'],
    ['streams.live', 'viewer by bearer with a spent ticket, own stream', 'unauthenticated'],
    ['notifications.live', 'sales by bearer', 'allowed'],
    ['notifications.live', 'API key (read)', 'forbidden'],
  ])('%s: %s is %s', (channel, cell, judged) => {
    expect(of(channel).find((each) => describeCell(each) === cell)?.expected).toBe(judged);
  });
});

describe('the weakest who may', () => {
  it.each([
    ['datasets.create', ['analyst by bearer', 'analyst by cookie', 'API key (write)']],
    ['detectors.promote', ['admin by bearer', 'admin by cookie']],
    ['auth.logout', ['viewer by bearer', 'viewer by cookie']],
    ['operator.createTenant', ['operator by bearer', 'operator by cookie']],
    ['auth.login', ['anonymous']],
  ])('of %s are %j', (operation, names) => {
    expect(weakestEntitled(contract.rule(operation)).map(({ name }) => name)).toEqual(names);
  });
});
