import type { SourceMutant } from './mutant.ts';

const identity = 'src/control/identity';
const forgedTokens = 'tests/security/authentication/forged-tokens.spec.ts';
const kinds = 'tests/security/authentication/credential-kinds.spec.ts';
const misplaced = 'tests/security/authentication/misplaced-credentials.spec.ts';
const bruteForce = 'tests/security/authentication/brute-force.spec.ts';
const secondFactor = 'tests/security/authentication/second-factor.spec.ts';
const passwords = 'tests/security/authentication/passwords.spec.ts';

const verify = 'const { payload } = await jwtVerify(token, publicKey, {';

/** Defects of proving who one is, and of how long that lasts. */
export const authenticationMutants: readonly SourceMutant[] = [
  {
    id: 'token-without-algorithm-taken',
    defect: 'A token whose header says that it has no signature is believed.',
    file: `${identity}/access-tokens.ts`,
    find: verify,
    put: `const [head = '', body = ''] = token.split('.');
        const decode = (part: string): Record<string, unknown> =>
          JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
        const isUnsigned = String(decode(head)['alg']).toLowerCase() === 'none';
        const { payload } = isUnsigned ? { payload: decode(body) } : await jwtVerify(token, publicKey, {`,
    seenBy: [forgedTokens],
  },
  {
    id: 'expired-token-goes-on',
    defect: 'An access token is taken for an hour after its end.',
    file: `${identity}/session-credential.ts`,
    find: '(evidence.expiresAt === null || evidence.expiresAt > now) &&',
    put: '(evidence.expiresAt === null || evidence.expiresAt.getTime() + 3_600_000 > now.getTime()) &&',
    seenBy: ['tests/security/authentication/token-times.spec.ts'],
  },
  {
    id: 'token-taken-from-the-query',
    defect: 'An access token in the address is taken, where logs keep it.',
    file: `${identity}/credentials.ts`,
    find: 'const { authorization } = request.headers;',
    put: `const { access_token: given } = request.query as { access_token?: string };
      const authorization = request.headers.authorization ?? (given === undefined ? given : \`Bearer \${given}\`);`,
    seenBy: [misplaced],
  },
  {
    id: 'first-of-two-tokens-decides',
    defect: 'Of two Authorization headers the first is believed.',
    file: `${identity}/credentials.ts`,
    find: "if (isRepeated(request, 'authorization')) return refused;",
    put: '',
    seenBy: [misplaced],
  },
  {
    id: 'key-taken-as-bearer-token',
    defect: 'An API key is taken as a bearer token.',
    file: `${identity}/credentials.ts`,
    find: 'if (!claims) return refused;',
    put: "if (!claims) return resolveKey(services, { secret: token ?? '' });",
    seenBy: [kinds],
  },
  {
    id: 'proofs-uncounted',
    defect: 'An open session is a place to guess the password in: failures do not count.',
    file: `${identity}/proof.ts`,
    find: 'afterFailure(stateOf(row), at)',
    put: 'stateOf(row)',
    seenBy: [bruteForce],
  },
  {
    id: 'parallel-guesses-count-once',
    defect: 'Guesses at the same moment count as one.',
    file: `${identity}/login.ts`,
    find: `.where('id', '=', userId)
      .forUpdate()`,
    put: ".where('id', '=', userId)",
    also: [
      {
        file: `${identity}/login.ts`,
        find: "const tenant = await lockTenant(trx, account?.tenantId ?? uuid(), 'present');",
        put: "const tenant = await trx.selectFrom('tenants').selectAll().where('id', '=', account?.tenantId ?? uuid()).executeTakeFirst();",
      },
    ],
    seenBy: [bruteForce],
  },
  {
    id: 'second-factor-off-without-code',
    defect: 'Whoever knows the password turns the second factor off, with any code.',
    file: `${identity}/proof.ts`,
    find: "return step === null ? { accepted: false, fault: '/code' } : { accepted: true, step };",
    put: 'return { accepted: true, step };',
    seenBy: [secondFactor],
  },
  {
    id: 'second-factor-untold',
    defect: 'Nobody hears by mail that the second factor was turned off.',
    file: `${identity}/mfa-operations.ts`,
    find: 'tell(email, false);',
    put: '',
    seenBy: ['tests/security/authentication/account-changes.spec.ts'],
  },
  {
    id: 'passwords-cut-at-72-bytes',
    defect: 'Of a password only the first 72 bytes count.',
    file: `${identity}/passwords.ts`,
    find: 'return hash(password, cost);',
    put: 'return hash(Buffer.from(password).subarray(0, 72), cost);',
    also: [
      {
        file: `${identity}/passwords.ts`,
        find: 'return verify(passwordHash, password);',
        put: 'return verify(passwordHash, Buffer.from(password).subarray(0, 72));',
      },
    ],
    seenBy: [passwords],
  },
  {
    id: 'common-passwords-taken',
    defect: 'A password that is among the first to be tried is taken.',
    file: `${identity}/text.ts`,
    find: '.refine((text) => !isCommonPassword(text)',
    put: '.refine((text) => !isCommonPassword(text) || text.length > 0',
    seenBy: [passwords],
  },
  {
    id: 'own-address-as-password',
    defect: 'One’s own address is taken as a password.',
    file: `${identity}/text.ts`,
    find: 'if (!isMadeOfKnownWords(password, known)) return;',
    put: 'if (!isMadeOfKnownWords(password, known) || password !== pointer) return;',
    seenBy: [passwords],
  },
  {
    id: 'session-goes-on-beside-a-log-in',
    defect: 'A log-in leaves the session that the browser had before open.',
    file: `${identity}/login-operation.ts`,
    find: 'await revokeSessions(trx, { cookieHash: digestOf(previous) }, services.now());',
    put: 'digestOf(previous);',
    seenBy: ['tests/security/sessions/rotation.spec.ts'],
  },
  {
    id: 'session-without-end',
    defect: 'A session that is refreshed in time never ends.',
    file: `${identity}/refresh.ts`,
    find: 'const expiresAt = earlier(secondsAfter(at, configuration.refreshTokenTtlSeconds), session.ends_at);',
    put: 'const expiresAt = secondsAfter(at, configuration.refreshTokenTtlSeconds);',
    seenBy: ['tests/security/sessions/lifetime.spec.ts'],
  },
  {
    id: 'refresh-token-spent-twice-at-once',
    defect: 'Two refreshes at the same moment both get a pair.',
    file: `${identity}/refresh.ts`,
    find: "if (current && current.spent_at !== null) throw new SpentToken('the refresh token was spent before');",
    put: '',
    seenBy: ['tests/security/sessions/refresh.spec.ts'],
  },
  {
    id: 'session-survives-the-log-out',
    defect: 'A log-out takes the cookie from the browser and leaves the session open.',
    file: `${identity}/me-operations.ts`,
    find: 'await ctx.change((trx) => revokeSessions(trx, { sessionId }, now()));',
    put: "await ctx.change((trx) => revokeSessions(trx, { sessionId: '00000000-0000-7000-8000-000000000000' }, now()));",
    seenBy: ['tests/api/sessions.spec.ts'],
  },
];
