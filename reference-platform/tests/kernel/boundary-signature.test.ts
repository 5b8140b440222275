import { describe, expect, it } from 'vitest';
import {
  boundaryToleranceMs,
  sign,
  signedHeaders,
  verify,
  type SignedCall,
} from '../../src/boundary/signature.ts';

const secret = 'a secret that both planes know';
const now = 1_795_000_000_000;
const call: SignedCall = {
  method: 'POST',
  path: '/boundary/v1/predict?version=2',
  timestamp: now,
  tenantId: '0198a1b2-0000-7000-8000-000000000001',
  body: '{"rows":[[1,2]]}',
};
const received = (change: Partial<SignedCall> = {}, headers: Record<string, string> = {}) => {
  const { method, path, body } = { ...call, ...change };
  return { method, path, body, headers: { ...signedHeaders(secret, call), ...headers } };
};

describe('the signature of a call between the planes', () => {
  it('is the HMAC-SHA256 of version, method, path, time, tenant and body hash, a line each', () => {
    // printf '1\nPOST\n…\n<sha256 of the body>' | openssl dgst -sha256 -hmac 'a secret that both planes know'
    expect(sign(secret, call)).toBe('51296832e56c184a74b0dd97ce4bcc31292b97f7de7eb095f7515ef07d805b33');
  });

  it('lets a call through that nobody has touched, for its tenant', () => {
    expect(verify(secret, received(), now)).toEqual({ accepted: true, tenantId: call.tenantId });
  });

  it.each([
    ['the method', received({ method: 'GET' })],
    ['the path', received({ path: '/boundary/v1/detect?version=2' })],
    ['the query', received({ path: '/boundary/v1/predict?version=3' })],
    ['the body', received({ body: '{"rows":[[1,3]]}' })],
    ['the tenant', received({}, { 'x-boundary-tenant': '0198a1b2-0000-7000-8000-000000000002' })],
    ['the time', received({}, { 'x-boundary-timestamp': String(now + 1) })],
    ['the signature', received({}, { 'x-boundary-signature': '00'.repeat(32) })],
    ['the length of the signature', received({}, { 'x-boundary-signature': 'ab' })],
  ])('refuses a call with another value of %s', (_what, changed) => {
    expect(verify(secret, changed, now)).toEqual({ accepted: false, status: 401, reason: 'wrong signature' });
  });

  it('refuses the signature of another secret', () => {
    expect(verify('another secret', received(), now)).toMatchObject({ accepted: false, status: 401 });
  });

  it('refuses a call without a signature', () => {
    const headers = { 'x-boundary-version': '1' };
    expect(verify(secret, { ...received(), headers }, now)).toEqual({
      accepted: false,
      status: 401,
      reason: 'unsigned',
    });
  });

  it('refuses another version of the protocol before anything else', () => {
    const other = received({}, { 'x-boundary-version': '2' });
    expect(verify(secret, other, now)).toEqual({
      accepted: false,
      status: 400,
      reason: 'unknown protocol version',
    });
  });

  it.each([1, -1])('takes clocks that are just within the tolerance apart (%i)', (direction) => {
    const verdict = verify(secret, received(), now + direction * boundaryToleranceMs);
    expect(verdict).toEqual({ accepted: true, tenantId: call.tenantId });
  });

  it.each([1, -1])('refuses clocks that are further apart (%i)', (direction) => {
    const verdict = verify(secret, received(), now + direction * (boundaryToleranceMs + 1));
    expect(verdict).toEqual({ accepted: false, status: 401, reason: 'stale' });
  });
});
