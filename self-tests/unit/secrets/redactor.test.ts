import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../secrets/redactor.ts';
import { readZip, writeZip } from '../../../secrets/zip.ts';

const TOKEN = 'Zk3vQ8rT1yWm5xLp9cBn2dHs7fGj4aKe0uVi6oRqXtY';
const SIGNATURE = 'c2lnbmF0dXJlLW9mLXRoZS10b2tlbi1pdHNlbGY';
const SIGNED = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.${SIGNATURE}`;
const PHRASE = `it's a "long" <pass> & phrase/é`;
const CODE = '492817';
const MARK = '[REDACTED:token]';

function redactor(): Redactor {
  const made = new Redactor();
  made.add({ name: 'token', value: TOKEN });
  made.add({ name: 'signed', value: SIGNED });
  made.add({ name: 'phrase', value: PHRASE });
  made.add({ name: 'code', value: CODE });
  return made;
}

describe('the redactor', () => {
  const shared = redactor();

  it.each<[string, string, string]>([
    ['a header', `authorization: Bearer ${TOKEN}`, `authorization: Bearer ${MARK}`],
    ['two in one line', `${TOKEN} ${SIGNED}`, `${MARK} [REDACTED:signed]`],
    ['an address', `/a?p=${encodeURIComponent(PHRASE)}&q=1`, '/a?p=[REDACTED:phrase]&q=1'],
    ['a form', new URLSearchParams({ p: PHRASE }).toString(), 'p=[REDACTED:phrase]'],
    [
      'JSON in JSON',
      JSON.stringify(JSON.stringify({ p: PHRASE })),
      String.raw`"{\"p\":\"[REDACTED:phrase]\"}"`,
    ],
    ['the signature of a token by itself', `sig ${SIGNATURE}.`, 'sig [REDACTED:signed].'],
    ['the beginning of a token that was cut', `token ${TOKEN.slice(0, 30)}…`, `token ${MARK}…`],
    ['a code between quotes', `{"totp":"${CODE}"}`, '{"totp":"[REDACTED:code]"}'],
    [
      'colours inside',
      `is \u001b[31m${TOKEN.slice(0, 9)}\u001b[7m${TOKEN.slice(9)}\u001b[39m`,
      `is \u001b[31m${MARK}\u001b[39m`,
    ],
    [
      'colours as JSON writes them',
      String.raw`"\u001b[31m${TOKEN.slice(0, 9)}\u001b[7m${TOKEN.slice(9)}x"`,
      String.raw`"\u001b[31m${MARK}x"`,
    ],
  ])('finds a secret in %s', (_where, text, expected) => {
    expect(redactor().text(text)).toBe(expected);
  });

  it.each([
    '',
    'nothing',
    `{"durationMs":${CODE}}`,
    `x${CODE}`,
    SIGNED.split('.')[0] ?? '',
    TOKEN.slice(0, 20),
    TOKEN.toLowerCase(),
  ])('leaves %j as it is', (text) => {
    expect(redactor().text(text)).toBe(text);
  });

  it('packs base64 anew, so that what is in it still reads as what it was', () => {
    const basic = Buffer.from(`user:${TOKEN}`).toString('base64');

    const redacted = redactor().text(`authorization: Basic ${basic}`);

    const [, , word = ''] = redacted.split(' ');
    expect(Buffer.from(word, 'base64').toString()).toBe(`user:${MARK}`);
  });

  it('redacts archives in archives, in base64 and gzip, and changes nothing else in them', () => {
    const inner = writeZip([{ name: 'trace.network', content: Buffer.from(`{"value":"${TOKEN}"}`) }]);
    const page = `<template>data:application/zip;base64,${inner.toString('base64')}</template>`;
    const outer = writeZip([
      { name: 'index.html', content: Buffer.from(page) },
      { name: 'log.gz', content: gzipSync(Buffer.from(`token ${TOKEN}`)) },
      { name: 'picture', content: Buffer.from([0, 1, 2]) },
    ]);

    const [html, log, picture] = readZip(redactor().bytes(outer)).map(({ content }) => content);

    const [, embedded = ''] = /base64,([^<]*)</.exec(html?.toString() ?? '') ?? [];
    expect(readZip(Buffer.from(embedded, 'base64')).map(({ content }) => content.toString())).toEqual([
      `{"value":"${MARK}"}`,
    ]);
    expect(gunzipSync(log ?? Buffer.alloc(0)).toString()).toBe(`token ${MARK}`);
    expect(picture).toEqual(Buffer.from([0, 1, 2]));
  });

  it('gives back the same bytes where there is no secret, and leaves bytes that are no text', () => {
    const clean = Buffer.from('nothing here');
    const binary = Buffer.concat([Buffer.from([0]), Buffer.from(TOKEN)]);
    const archive = writeZip([{ name: 'a', content: clean }]);

    expect([clean, binary, archive].map((bytes) => redactor().bytes(bytes) === bytes)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('keeps JSON readable, wherever a secret stands in it', () => {
    const value = fc.constantFrom(TOKEN, SIGNED, PHRASE, CODE, 492817, 'x');

    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.oneof(value, fc.string()))), (object) => {
        const redacted = shared.text(JSON.stringify(object));
        expect(() => void JSON.parse(redacted)).not.toThrow();
        expect(redacted).not.toContain(TOKEN);
      }),
      { numRuns: 200 },
    );
  });
});
