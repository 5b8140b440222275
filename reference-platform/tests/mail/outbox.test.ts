import { describe, expect, it, vi } from 'vitest';
import { UndeliverableMail, type Carrier, type Mail } from '../../src/control/mail/mail.ts';
import { Outbox, outboxLimits, type OutboxLimits } from '../../src/control/mail/outbox.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

const secret = 'https://assay.example/reset-password#token=verysecret';
const mailTo = (to: string): Mail => ({ to, subject: 'A subject', text: secret });

/** An outbox whose carrier does what `carry` says, with the names of what was carried and all that was logged. */
function outboxWith(carry: Carrier['carry'], limits: Partial<OutboxLimits> = {}) {
  const carried: string[] = [];
  const logged: unknown[][] = [];
  const logger = createLogger('control', 'silent');
  for (const level of ['warn', 'error'] as const) {
    vi.spyOn(logger, level).mockImplementation((...entry: unknown[]) => void logged.push([level, ...entry]));
  }
  const carrier: Carrier = {
    async carry(mail, signal) {
      await carry(mail, signal);
      carried.push(mail.to);
    },
    close: () => undefined,
  };
  const outbox = new Outbox(carrier, logger, { ...outboxLimits, retryMs: [1, 1], ...limits });
  return { outbox, carried, logged };
}

describe('the outbox', () => {
  it('sends in order, and not before the turn that posted is over', async () => {
    const { outbox, carried } = outboxWith(() => Promise.resolve());

    for (const to of ['a', 'b', 'c']) outbox.post(mailTo(to));
    await Promise.resolve();
    expect(carried).toEqual([]);

    await vi.waitUntil(() => carried.length === 3);
    outbox.post(mailTo('d'));
    await vi.waitUntil(() => carried.length === 4);
    expect(carried).toEqual(['a', 'b', 'c', 'd']);
  });

  it('tries a mail that failed again, behind those that wait, and no more than it may', async () => {
    const tries: string[] = [];
    const { outbox, carried, logged } = outboxWith((mail) => {
      tries.push(mail.to);
      const failsFirst = mail.to === 'late' && tries.length < 3;
      return mail.to === 'never' || failsFirst ? Promise.reject(new Error(secret)) : Promise.resolve();
    });

    for (const to of ['late', 'never', 'good']) outbox.post(mailTo(to));
    await vi.waitFor(() => {
      expect(carried).toEqual(['good', 'late']);
      expect(logged.map(([level]) => level)).toContain('error');
    });
    await outbox.stop();

    expect(tries).toHaveLength(6);
    expect(tries.slice(0, 3)).toEqual(['late', 'never', 'good']);
    expect(tries.filter((to) => to === 'never')).toHaveLength(3);
    expect(logged.filter(([level]) => level === 'error')).toEqual([
      ['error', { reason: 'Error', tries: 3 }, 'a mail could not be sent'],
    ]);
    expect(JSON.stringify(logged)).not.toContain('verysecret');
  });

  it('does not try again what is refused for good', async () => {
    const { outbox, logged } = outboxWith(() =>
      Promise.reject(new UndeliverableMail('the server answered 550')),
    );

    outbox.post(mailTo('a'));
    await vi.waitUntil(() => logged.length > 0);

    expect(logged).toEqual([
      ['error', { reason: 'the server answered 550', tries: 1 }, 'a mail could not be sent'],
    ]);
  });

  it('breaks a try off that takes too long', async () => {
    const aborted: unknown[] = [];
    const { outbox } = outboxWith(
      (_mail, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason);
            reject(new Error('aborted'));
          });
        }),
      { tryMs: 5, retryMs: [] },
    );

    outbox.post(mailTo('a'));

    await vi.waitUntil(() => aborted.length === 1);
  });

  it('takes no more than it may hold', async () => {
    const { outbox, carried, logged } = outboxWith(() => Promise.resolve(), { waiting: 2 });

    for (const to of ['a', 'b', 'c']) outbox.post(mailTo(to));
    await vi.waitUntil(() => carried.length === 2);
    await outbox.stop();

    expect(carried).toEqual(['a', 'b']);
    expect(logged).toEqual([['error', { waiting: 2 }, 'a mail was not taken']]);
  });

  it('sends what waits before it stops, but does not wait for long, and says how many are lost', async () => {
    const quick = outboxWith(() => Promise.resolve());
    quick.outbox.post(mailTo('a'));
    await quick.outbox.stop();
    expect(quick.carried).toEqual(['a']);

    const stuck = outboxWith(() => new Promise(() => undefined), { farewellMs: 10 });
    stuck.outbox.post(mailTo('a'));
    stuck.outbox.post(mailTo('b'));
    await stuck.outbox.stop();
    expect(stuck.logged).toEqual([['warn', { mails: 2 }, 'mails were not sent before the stop']]);
  });
});
