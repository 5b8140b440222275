import { describe, expect, it } from 'vitest';
import { isPagePath, signedInPathAt } from '../../src/web/routing/page-paths.ts';

describe('the addresses of pages', () => {
  it('are those of the router, with or without an id', () => {
    expect(signedInPathAt('/datasets')).toEqual({ path: '/datasets', id: '' });
    expect(signedInPathAt('/datasets/new')).toEqual({ path: '/datasets/new', id: '' });
    expect(signedInPathAt('/datasets/7')).toEqual({ path: '/datasets/{id}', id: '7' });
    expect(isPagePath('/login')).toBe(true);
  });

  it.each(['/.env', '/.git/HEAD', '/main.js.map', '/datasets/', '/datasets/7/8', '/LOGIN', '//'])(
    'do not include %s',
    (path) => {
      expect(isPagePath(path)).toBe(false);
    },
  );
});
