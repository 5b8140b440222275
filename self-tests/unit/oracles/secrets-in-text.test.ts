import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../../oracles/secrets-in-text.ts';

describe('secrets in a text', () => {
  it.each([
    ['an AWS access key', `key = "AKIAABCDEFGH12345678"`],
    ['a Stripe key', `const k="sk_live_a1b2c3d4e5f6g7h8"`],
    ['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLW9mLXRva2Vu'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['a connection string', 'postgresql://assay:hunter2@db:5432/assay'],
    ['a connection string', 'fetch("https://assay:hunter2@files.example.org/")'],
    ['an API key', `headers["x-api-key"] = "ak_${'k'.repeat(43)}"`],
    ['an internal address', 'fetch("http://10.1.2.3/")'],
    ['a named secret', 'config = { clientSecret: "f3a9c1d27b6e4f80" }'],
    ['looks like chance', '"kJ8s0PzQ3vLxW7bTnY2cRfHd9mAe6uGi1oKqSw4XzVtB5pNjMyE"'],
  ])('shows %s', (name, text) => {
    expect(secretsIn(text).map((line) => line.split(':')[0])).toContain(name);
  });

  it.each([
    'import { h } from "preact"; const path = "/auth/password/reset-request";',
    '"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"',
    'label: "Choose a new password", token: "csrf"',
    '"the-name-of-a-class--that-is-rather-long--and-has-words"',
  ])('passes over %s', (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});
