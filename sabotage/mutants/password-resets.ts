import type { SourceMutant } from './mutant.ts';

const resets = 'src/control/identity/password-resets.ts';
const operations = 'src/control/identity/reset-operations.ts';
const platformTests = 'reference-platform/tests/identity/password-reset.test.ts';
const apiSpec = 'tests/api/password-reset.spec.ts';

/** Defects of choosing a new password by mail. */
export const passwordResetMutants: readonly SourceMutant[] = [
  {
    id: 'reset-link-used-twice',
    defect: 'A link to choose a new password works again and again.',
    file: resets,
    find: `await endResets(trx, userId, at);
  await revokeSessions`,
    put: 'await revokeSessions',
    seenBy: [apiSpec],
  },
  {
    id: 'older-reset-link-goes-on',
    defect: 'A newer link leaves the older ones good.',
    file: resets,
    find: 'await endResets(trx, receiver, at);',
    put: '',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-link-without-end',
    defect: 'A link still works when its time is over.',
    file: resets,
    find: 'reset.ended_at === null && reset.expires_at > at;',
    put: 'reset.ended_at === null && reset.expires_at !== at;',
    seenBy: [platformTests],
  },
  {
    id: 'reset-token-stored-in-clear',
    defect: 'The database holds tokens that reset passwords as they are mailed.',
    file: resets,
    find: '`${digestOf(token)}::bytea`',
    put: '`${Buffer.from(token)}::bytea`',
    also: [
      {
        file: operations,
        find: 'const tokenHash = digestOf(body.token);',
        put: 'const tokenHash = Buffer.from(body.token);',
      },
    ],
    seenBy: [platformTests],
  },
  {
    id: 'reset-keeps-sessions',
    defect: 'Whoever was in the account stays in after its password was reset.',
    file: resets,
    find: 'await revokeSessions(trx, { userId }, at);',
    put: '',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-changes-the-tenant',
    defect: 'A reset sets the password of every member of the tenant.',
    file: resets,
    find: `.set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null })
    .where('id', '=', userId)`,
    put: `.set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null })
    .where('tenant_id', '=', tenantId)`,
    seenBy: [apiSpec],
  },
  {
    id: 'reset-leaves-the-lock',
    defect: 'A locked account stays locked after its password was reset.',
    file: resets,
    find: '.set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null })',
    put: '.set({ password_hash: change.passwordHash })',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-drops-the-second-factor',
    defect: 'Whoever reads a member’s mail gets past the second factor.',
    file: resets,
    find: '.set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null })',
    put: '.set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null, mfa_enabled_at: null })',
    seenBy: [apiSpec],
  },
  {
    id: 'mailbox-flooded',
    defect: 'Anybody can fill a member’s mailbox with links.',
    file: resets,
    find: '&& sent < mostLinks;',
    put: ';',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-requests-unlimited',
    defect: 'One address can ask for as many links, for as many people, as it likes.',
    file: operations,
    find: `limit: 'address',
    body: z.strictObject({ email: emailText }),`,
    put: 'body: z.strictObject({ email: emailText }),',
    seenBy: ['reference-platform/tests/identity/address-limit.test.ts'],
  },
  {
    id: 'links-ended-by-asking',
    defect: 'Asking often enough voids the last link that a member was sent.',
    file: resets,
    find: 'await endResets(trx, receiver, at);',
    put: 'await endResets(trx, userId, at);',
    seenBy: [apiSpec],
  },
  {
    id: 'link-survives-a-change',
    defect: 'A link that was mailed before a change of the password undoes it.',
    file: 'src/control/identity/password-operation.ts',
    find: 'await endResets(trx, principal.id, now());',
    put: '',
    seenBy: [apiSpec],
  },
  {
    id: 'change-of-password-untold',
    defect: 'Nobody hears by mail that the password was changed.',
    file: 'src/control/identity/password-operation.ts',
    find: 'services.mail.post(passwordChangedMail(email, publicOrigin(app, services)));',
    put: '',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-request-tells-accounts',
    defect: 'The answer to a request for a link says whether there is such an account.',
    file: operations,
    find: '// Who asks has not been shown to be the user: that is the target.',
    put: 'if (!account) throw problem.unauthenticated();',
    seenBy: [apiSpec],
  },
  {
    id: 'reset-request-takes-longer-for-accounts',
    defect: 'The time of the answer to a request for a link says whether there is such an account.',
    file: operations,
    find: '// Who asks has not been shown to be the user: that is the target.',
    put: 'if (account) for (let hash = 0; hash < 3; hash += 1) await hashPassword(body.email);',
    seenBy: ['tests/security/account-discovery.spec.ts'],
  },
  {
    id: 'mail-to-nobody',
    defect: 'An address that has no account gets a mail.',
    file: operations,
    find: 'if (account && token !== null) {',
    put: `if (!account) mail.post(passwordChangedMail(body.email, publicOrigin(app, services)));
      if (account && token !== null) {`,
    seenBy: [apiSpec],
  },
  {
    id: 'link-follows-the-host-header',
    defect: 'A forged Host header leads the link in a member’s mail to another site, which gets the token.',
    file: operations,
    find: 'mail.post(passwordResetMail(account.email, publicOrigin(app, services), reset));',
    put: "mail.post(passwordResetMail(account.email, `http://${ctx.request.headers.host ?? ''}`, reset));",
    seenBy: ['tests/security/password-reset.spec.ts'],
  },
  {
    id: 'link-follows-the-forwarded-host',
    defect:
      'A forged X-Forwarded-Host leads the link in a member’s mail to another site, which gets the token.',
    file: operations,
    find: 'mail.post(passwordResetMail(account.email, publicOrigin(app, services), reset));',
    put: `const forwarded = ctx.request.headers['x-forwarded-host'];
        const origin = typeof forwarded === 'string' ? \`http://\${forwarded}\` : publicOrigin(app, services);
        mail.post(passwordResetMail(account.email, origin, reset));`,
    seenBy: ['tests/security/password-reset.spec.ts'],
  },
  {
    id: 'disabled-member-resets',
    defect: 'A member who was disabled can still choose a new password.',
    file: resets,
    find: `if (user?.status !== 'active' || !isOpen)`,
    put: 'if (!isOpen)',
    seenBy: [platformTests],
  },
  {
    id: 'token-stays-in-the-address',
    defect: 'The token of a link stays in the address bar and in the history.',
    file: 'src/web/pages/reset-password-page.tsx',
    find: "window.history.replaceState(null, '', window.location.pathname);",
    put: '',
    seenBy: ['tests/e2e/password-reset.spec.ts'],
  },
  {
    id: 'mail-lost-at-the-first-failure',
    defect: 'A mail that could not be sent at once is never sent.',
    file: 'src/control/mail/outbox.ts',
    find: 'const waitMs = error instanceof UndeliverableMail ? undefined : this.#limits.retryMs[tried];',
    put: 'const waitMs = undefined;',
    seenBy: ['reference-platform/tests/mail/outbox.test.ts'],
  },
  {
    id: 'broken-reset-link-unsaid',
    defect: 'Whoever opens a mailed link that lost its token gets a form that can only fail.',
    file: 'src/web/pages/reset-password-page.tsx',
    find: 'if (token === null) {',
    put: 'if (form.failure?.status === 404) {',
    seenBy: ['tests/e2e/accessibility.spec.ts'],
  },
];
