import { agreedContract, covers, expect, test } from '../../../fixtures/index.ts';
import { fieldsOf } from './response-fields.ts';

const contract = agreedContract();

/** What no field of an answer is called, since nobody should be shown it. */
const SECRET = /hash|secret|salt|token|password|otp|internal|private|ssn|iban|ticket|csrf/i;

/** What carries a session, and how long. */
const TOKENS = ['tokenType', 'accessToken', 'accessTokenExpiresAt', 'refreshToken', 'refreshTokenExpiresAt'];
const SIGNED_IN = ['tokens', ...TOKENS, 'csrfToken'];

/** Fields that sound like one, by operation, each with why it is there. */
const SHOWN: Record<string, readonly string[]> = {
  // What is given once, to whoever has just proved who they are or made it.
  'auth.register': SIGNED_IN,
  'auth.login': SIGNED_IN,
  'auth.refresh': TOKENS,
  'auth.me': ['csrfToken'],
  'auth.enrolMfa': ['secret', 'otpauthUrl'],
  'auth.wsTicket': ['ticket'],
  'apiKeys.create': ['secret'],
  'webhooks.create': ['secret'],
  // What makes a chain, or a name in it, verifiable.
  'audit.list': ['labelSalt', 'previousHash', 'hash'],
  'audit.verify': ['headHash'],
};

test.describe('Fields of answers', { tag: ['@security', '@reads'], annotation: covers('AZP-03') }, () => {
  for (const operation of contract.operations) {
    test(`${operation.id} answers with declared fields alone, and with no secret but where it is given`, () => {
      const answers = [...operation.responses]
        .filter(([status]) => status < 300)
        .flatMap(([, bodies]) => [...bodies.entries()])
        .filter(([mediaType]) => mediaType === 'application/json')
        .map(([, schema]) => fieldsOf(schema));

      const secrets = answers.flatMap(({ names }) => [...names].filter((name) => SECRET.test(name)));

      expect(answers.every(({ closed }) => closed)).toBe(true);
      expect(secrets).toEqual(SHOWN[operation.id] ?? []);
    });
  }
});
