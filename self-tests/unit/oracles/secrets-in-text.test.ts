import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../../oracles/secrets-in-text.ts';

describe('secrets in a text', () => {
  it.each([
    ['AWS access key', `key = "AKIAABCDEFGH12345678"`],
    ['Stripe key', `const k="sk_live_a1b2c3d4e5f6g7h8"`],
    ['JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLW9mLXRva2Vu'],
    ['private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['connection string', 'postgresql://assay:hunter2@db:5432/assay'],
    ['internal address', 'fetch("http://10.1.2.3/")'],
    ['named secret', 'config = { clientSecret: "f3a9c1d27b6e4f80" }'],
    ['looks like chance', '"kJ8s0PzQ3vLxW7bTnY2cRfHd9mAe6uGi1oKqSw4XzVtB5pNjMyE"'],
  ])('shows a %s', (kind, text) => {
    expect(secretsIn(text).map((line) => line.split(':')[0])).toContain(kind);
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
