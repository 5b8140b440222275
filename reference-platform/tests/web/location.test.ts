import { afterEach, describe, expect, it, vi } from 'vitest';
import { loginAddress, returnPath } from '../../src/web/routing/location.ts';

function at(address: string): void {
  const { pathname, search, origin } = new URL(address, 'https://assay.test');
  vi.stubGlobal('window', { location: { pathname, search, origin } });
}

describe('the way to log-in and back', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ['/', '/login'],
    ['/detectors', '/login?return=%2Fdetectors'],
    ['/datasets?q=card&page=2', '/login?return=%2Fdatasets%3Fq%3Dcard%26page%3D2'],
  ])('leads from %s to %s and back', (address, login) => {
    at(address);
    expect(loginAddress()).toBe(login);
    expect(returnPath(new URL(login, 'https://assay.test').searchParams)).toBe(address);
  });

  it('keeps the page to return to when a second call finds the session over', () => {
    at('/login?return=%2Fdetectors');
    expect(loginAddress()).toBe('/login?return=%2Fdetectors');
  });

  it.each([
    'https://elsewhere.test/',
    '//elsewhere.test/',
    '/login?return=%2Fdetectors',
    'javascript:alert(1)',
    'https://',
    '//',
  ])('goes to the overview instead of %s', (wanted) => {
    at('/login');
    expect(returnPath(new URLSearchParams({ return: wanted }))).toBe('/');
  });
});
