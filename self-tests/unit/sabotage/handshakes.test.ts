import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../contract/contract.ts';
import { handshakeOperators } from '../../../sabotage/operators/catalogue.ts';
import { Acquaintances } from '../../../sabotage/proxy/acquaintances.ts';
import { type Answer, type Headers, headerOf } from '../../../sabotage/proxy/message.ts';

const contract = loadContract();
const OWN = '01900000-0000-7000-8000-00000000000a';
const FOREIGN = '01900000-0000-7000-8000-00000000000b';
const STREAM = '01900000-0000-7000-8000-00000000000c';
const CHANNEL = `/streams/${STREAM}/live`;

const bearer = (token: string): Headers => [['authorization', `Bearer ${token}`]];
const answered = (body: unknown): Answer => ({
  status: 201,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(body)),
});

/** A proxy that has seen the stream being made, and tickets being given out to its readers and to others. */
function acquainted(): Acquaintances {
  const known = new Acquaintances();
  for (const [token, tenant, role] of [
    ['own-owner', OWN, 'owner'],
    ['own-viewer', OWN, 'viewer'],
    ['own-sales', OWN, 'sales'],
    ['foreign-owner', FOREIGN, 'owner'],
  ] as const) {
    const tokens = { accessToken: token, refreshToken: `refresh ${token}` };
    const body = { user: { role }, tenant: { id: tenant }, tokens, csrfToken: null };
    known.learn(contract.operation('auth.login'), [], answered(body), null);
    for (const [kind, path] of [
      ['here', CHANNEL],
      ['elsewhere', '/notifications/live'],
    ] as const) {
      const ticket = answered({ ticket: `${token}-${kind}`, path });
      known.learn(contract.operation('auth.wsTicket'), bearer(token), ticket, null);
    }
  }
  known.learn(contract.operation('streams.create'), bearer('own-owner'), answered({ id: STREAM }), null);
  return known;
}

interface Attempt {
  ticket: string | null;
  origin?: string;
  isSpent?: boolean;
}

/** What an operator sends in place of a handshake: ticket and origin; `null` where it lets it pass. */
async function admitted(name: string, variant: string, { ticket, origin, isSpent = false }: Attempt) {
  const known = acquainted();
  if (isSpent && ticket !== null) known.spend(ticket);
  const channel = [...contract.policy.channels.values()].find(({ path }) => path === '/streams/{id}/live');
  const operator = handshakeOperators.find((candidate) => candidate.name === name);
  if (channel === undefined || operator === undefined) throw new Error(`no operator ${name}`);
  const sent = await operator.admit(
    {
      channel,
      request: {
        method: 'GET',
        url: `/api/v1${CHANNEL}${ticket === null ? '' : `?ticket=${ticket}`}`,
        headers: [['Host', '127.0.0.1:80'], ...(origin === undefined ? [] : [['Origin', origin] as const])],
        body: Buffer.alloc(0),
      },
      ticket: known.ticket(ticket ?? ''),
      known,
      freshTicket: (credentials) =>
        Promise.resolve(`fresh for ${headerOf(credentials, 'authorization')?.slice(7) ?? ''}`),
    },
    variant,
  );
  if (sent === null) return null;
  return {
    ticket: new URL(sent.url, 'http://proxy.invalid').searchParams.get('ticket'),
    origin: headerOf(sent.headers, 'origin'),
  };
}

const AS_OWNER = { ticket: 'fresh for own-owner', origin: undefined };

describe('The operators of handshakes', () => {
  test.each<[string, string, Attempt]>([
    ['WS-unticketed', 'none', { ticket: null }],
    ['WS-unticketed', 'none', { ticket: 'invented' }],
    ['WS-unticketed', 'spent', { ticket: 'own-viewer-here', isSpent: true }],
    ['WS-unticketed', 'elsewhere', { ticket: 'own-viewer-elsewhere' }],
    ['RQ-reader-as-owner', 'sales', { ticket: 'own-sales-here' }],
    ['RQ-reader-as-owner', 'foreign', { ticket: 'foreign-owner-here' }],
  ])('%s %s opens the channel for %j as its owner', async (name, variant, handshake) => {
    expect(await admitted(name, variant, handshake)).toEqual(AS_OWNER);
  });

  test.each<[string, string, Attempt]>([
    ['WS-unticketed', 'none', { ticket: 'own-viewer-here' }],
    ['WS-unticketed', 'spent', { ticket: 'own-viewer-here' }],
    ['WS-unticketed', 'elsewhere', { ticket: 'own-viewer-here' }],
    ['RQ-reader-as-owner', 'sales', { ticket: 'own-viewer-here' }],
    ['RQ-reader-as-owner', 'foreign', { ticket: 'own-viewer-here' }],
    ['RQ-bad-origin', '', { ticket: 'own-viewer-here' }],
    ['RQ-bad-origin', '', { ticket: 'own-viewer-here', origin: 'http://127.0.0.1:80' }],
  ])('%s %s leaves %j alone', async (name, variant, handshake) => {
    expect(await admitted(name, variant, handshake)).toBeNull();
  });

  test('RQ-bad-origin takes a page of another site for one of its own, with the ticket that it has', async () => {
    const attempt = { ticket: 'own-viewer-here', origin: 'https://evil.test' };

    expect(await admitted('RQ-bad-origin', '', attempt)).toEqual({
      ticket: 'own-viewer-here',
      origin: 'http://127.0.0.1:80',
    });
  });
});
