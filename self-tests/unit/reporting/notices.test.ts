import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatesOfRun } from '../../../reporting/notifications/gates-of-run.ts';
import { keepVerdict, readLastVerdict } from '../../../reporting/notifications/last-verdict.ts';
import { type Ended, noticeOf } from '../../../reporting/notifications/notice.ts';
import { slackMessage } from '../../../reporting/notifications/slack.ts';
import { teamsMessage } from '../../../reporting/notifications/teams.ts';

const GATES = [
  { gate: 'failed tests', figure: '2 of 9', limit: 'at most 0', verdict: 'failed', why: null, details: [] },
  { gate: 'duration', figure: '3 min', limit: 'at most 25 min', verdict: 'passed', why: null, details: [] },
] as const;

function ended(rest: Partial<Ended> = {}): Ended {
  return {
    status: 'failed',
    durationMs: 90_000,
    runId: 'abcd1234',
    target: 'assay 0.1.0 at https://assay.test',
    before: 'passed',
    totals: { passed: 7, failed: 2, flaky: 0, skipped: 0, interrupted: 0 },
    failures: ['[api] a.spec.ts:1:1 › Datasets › <*one*> & “two”', '[e2e] b.spec.ts:2:2 › Pages › opens'],
    gates: { gates: [...GATES], objections: [] },
    link: 'https://ci.test/run/7?a=1&b=2',
    ...rest,
  };
}

describe('what is told of a run', () => {
  it('is its verdict, its figures, the gates and the tests that broke', () => {
    expect(noticeOf(ended())).toEqual({
      verdict: 'failed',
      title: 'Touchstone failed: assay 0.1.0 at https://assay.test',
      facts: [
        ['Tests', '7 passed, 2 failed'],
        ['Gates', '1 passed, 1 failed, 0 not judged'],
        ['Duration', '1.5 min'],
        ['Run', 'abcd1234, the one before passed'],
      ],
      broken: ['Gate failed tests: 2 of 9, at most 0', ...ended().failures],
      link: 'https://ci.test/run/7?a=1&b=2',
    });
  });

  it('is ten names at most, none of them endless', () => {
    const { broken } = noticeOf(
      ended({ failures: Array.from({ length: 40 }, (_, index) => `test ${index} ${'x'.repeat(500)}`) }),
    );

    expect(broken).toHaveLength(10);
    expect(broken.at(-1)).toBe('and 32 more');
    expect(Math.max(...broken.map(({ length }) => length))).toBe(181);
  });

  it('is good news after bad', () => {
    const good = noticeOf(ended({ status: 'passed', before: 'failed', failures: [], gates: null }));

    expect(good).toMatchObject({ verdict: 'passed', broken: [] });
    expect(good.title).toMatch(/^Touchstone passes again: /);
  });

  it('takes a run that was out of time for failed', () => {
    expect(noticeOf(ended({ status: 'timedout' })).verdict).toBe('failed');
  });
});

describe('a message for Slack', () => {
  it('is blocks of plain text, in which a name means nothing, and a link', () => {
    expect(slackMessage(noticeOf(ended()))).toEqual({
      text: '❌ Touchstone failed: assay 0.1.0 at https://assay.test',
      blocks: [
        {
          type: 'header',
          text: {
            type: 'plain_text',
            text: '❌ Touchstone failed: assay 0.1.0 at https://assay.test',
            emoji: false,
          },
        },
        {
          type: 'section',
          fields: [
            { type: 'plain_text', text: 'Tests\n7 passed, 2 failed', emoji: false },
            { type: 'plain_text', text: 'Gates\n1 passed, 1 failed, 0 not judged', emoji: false },
            { type: 'plain_text', text: 'Duration\n1.5 min', emoji: false },
            { type: 'plain_text', text: 'Run\nabcd1234, the one before passed', emoji: false },
          ],
        },
        {
          type: 'section',
          text: {
            type: 'plain_text',
            text: ['Gate failed tests: 2 of 9, at most 0', ...ended().failures].join('\n'),
            emoji: false,
          },
        },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '<https://ci.test/run/7?a=1&amp;b=2|Open the report>' },
        },
      ],
    });
  });

  it('keeps to Slack’s limits', () => {
    const long = 'x'.repeat(500);
    const message = JSON.stringify(
      slackMessage(noticeOf(ended({ target: long, failures: Array<string>(99).fill(long) }))),
    );
    const texts = [...message.matchAll(/"text":"([^"]*)"/g)].map(([, text = '']) => text.length);

    expect(
      /"type":"header","text":\{"type":"plain_text","text":"([^"]*)"/.exec(message)?.[1]?.length,
    ).toBeLessThanOrEqual(150);
    expect(Math.max(...texts)).toBeLessThanOrEqual(3000);
  });
});

describe('a message for Teams', () => {
  it('is an Adaptive Card without markdown, and with a link', () => {
    const message = teamsMessage(noticeOf(ended()));

    expect(message).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', color: 'Attention' }] },
              { type: 'FactSet', facts: [{ title: 'Tests', value: '7 passed, 2 failed' }, {}, {}, {}] },
              { type: 'RichTextBlock' },
              { type: 'RichTextBlock', inlines: [{ text: ended().failures[0] }] },
              { type: 'RichTextBlock' },
            ],
            actions: [{ type: 'Action.OpenUrl', url: 'https://ci.test/run/7?a=1&b=2' }],
          },
        },
      ],
    });
  });

  it('has no button without an address', () => {
    expect(JSON.stringify(teamsMessage(noticeOf(ended({ link: null }))))).not.toContain('Action.OpenUrl');
  });
});

describe('what is kept between runs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'notices-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the last verdict that says something of the target', () => {
    const file = path.join(folder, 'history/last.json');

    expect(readLastVerdict(file)).toBeNull();
    keepVerdict(file, 'failed');
    keepVerdict(file, 'interrupted');
    expect(readLastVerdict(file)).toBe('failed');
    writeFileSync(file, '{');
    expect(readLastVerdict(file)).toBeNull();
  });

  it('is what the gates have said of this run, and of no other', () => {
    const file = path.join(folder, 'gates.json');

    expect(gatesOfRun(file, 'a')).toBeNull();
    writeFileSync(file, JSON.stringify({ runId: 'a', objections: [], gates: GATES }));
    expect(gatesOfRun(file, 'a')?.gates).toEqual(GATES);
    expect(gatesOfRun(file, 'b')).toBeNull();
    writeFileSync(file, '[]');
    expect(gatesOfRun(file, 'a')).toBeNull();
  });
});
