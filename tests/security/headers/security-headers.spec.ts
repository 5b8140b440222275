import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { answerClasses } from './answer-classes.ts';
import { scriptOf } from './interface-files.ts';

/** Longest that a browser remembers to come by https alone, at the least: a year, in seconds. */
const YEAR_S = 31_536_000;

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-request-id': expect.stringMatching(/^[\w-]{36}$/) as unknown,
};

/** Directives that must be there, with exactly these sources. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

/** The directives of a Content-Security-Policy, each with its sources. */
function directivesOf(policy = ''): Record<string, string> {
  const entries = policy.split(';').map((directive) => directive.trim().split(/\s+/));
  return Object.fromEntries(entries.map(([name = '', ...sources]) => [name, sources.join(' ')]));
}

/** Seconds and scope of a Strict-Transport-Security header; none of it where there is none. */
function transportSecurityOf(header: string | undefined) {
  const seconds = /max-age=(\d+)/.exec(header ?? '')?.[1];
  return { isLong: Number(seconds ?? 0) >= YEAR_S, subdomains: /includeSubDomains/i.test(header ?? '') };
}

/** What a target must say of https: all of it where it is reached by https, nothing where a browser would ignore it. */
const transportSecurityOn = (url: string) => ({
  isLong: url.startsWith('https:'),
  subdomains: url.startsWith('https:'),
});

test.describe('Security headers', { tag: ['@security', '@compliance', '@strains'] }, () => {
  test.use({ transport: 'undici', tenantPlan: 'trial' });

  test(
    'every class of answer carries them, errors, files and refused handshakes too',
    { annotation: covers('HDR-01') },
    async ({ tenant, anonymous, wire, target }) => {
      const classes = answerClasses({ tenant, anonymous, wire, script: await scriptOf(wire) });

      for (const { of, status, get } of classes) {
        const { status: answered, headers } = await get();
        const policy = headers['content-security-policy'];
        const transport = headers['strict-transport-security'];

        expect.soft(answered, of).toBe(status);
        expect.soft(headers, of).toMatchObject(HEADERS);
        expect.soft(directivesOf(policy), of).toMatchObject(POLICY);
        expect.soft(policy, of).not.toContain('unsafe');
        expect.soft(transportSecurityOf(transport), of).toEqual(transportSecurityOn(target.url));
      }

      const { requests } = dataOf(await tenant.owner.api.tenant.usage(), 200);
      const left = Array.from({ length: requests.limit - requests.used }, () =>
        tenant.owner.api.tenant.get(),
      );
      await Promise.all(left);
      const limited = await tenant.owner.api.tenant.get();
      expect(limited.status).toBe(429);
      expect(limited.headers).toMatchObject(HEADERS);
      expect(directivesOf(limited.headers['content-security-policy'])).toMatchObject(POLICY);
    },
  );

  test(
    'no answer tells what runs inside, or in which version',
    { annotation: covers({ check: 'HDR-12', asvs: ['V13.4.6'] }) },
    async ({ tenant, anonymous, wire }) => {
      const classes = answerClasses({ tenant, anonymous, wire, script: await scriptOf(wire) });

      for (const { of, status, get } of classes) {
        const { status: answered, headers } = await get();

        expect.soft(answered, of).toBe(status);
        expect
          .soft(Object.keys(headers), of)
          .not.toEqual(
            expect.arrayContaining([expect.stringMatching(/^(server|via|x-powered-by|x-.*version)$/)]),
          );
        expect.soft(JSON.stringify(headers), of).not.toMatch(/fastify|express|node\.?js|postgres|\bnginx/i);
      }
    },
  );
});
