import { parse } from 'yaml';
import { z } from 'zod';
import { roleSchema, scopeSchema, type Role, type Scope } from '../api-clients/common/schemas.ts';

const objectKindSchema = z.enum([
  'tenant',
  'member',
  'apiKey',
  'session',
  'dataset',
  'detector',
  'detection',
  'job',
  'notification',
  'alertRule',
  'experiment',
  'automlRun',
  'event',
  'pattern',
  'webhook',
  'privacyExport',
  'privacyErasure',
  'stream',
]);
/** A kind of thing that has an id and an owning tenant. */
export type ObjectKind = z.infer<typeof objectKindSchema>;

const credentialKindSchema = z.enum(['bearer', 'cookie', 'apiKey']);

const ruleSchema = z
  .strictObject({
    access: z.enum(['anonymous', 'operator', 'member']),
    roles: z.array(roleSchema).min(1).optional(),
    operator: z.boolean().default(false),
    key: z
      .union([scopeSchema, z.literal('any')])
      .nullable()
      .default(null),
    credentials: z.array(credentialKindSchema).min(1).default(['bearer', 'cookie', 'apiKey']),
    effect: z.enum(['read', 'change']),
    object: objectKindSchema.nullable().default(null),
    references: z
      .array(z.strictObject({ pointer: z.string().startsWith('/'), object: objectKindSchema }))
      .default([]),
  })
  .refine(({ access, roles }) => (access === 'member') === (roles !== undefined), {
    path: ['roles'],
    message: 'roles are given for access member, and only there',
  });

/** Who may use one operation, and what it does. */
export type Rule = z.infer<typeof ruleSchema>;

const policySchema = z.strictObject({
  roles: z.record(z.string(), z.array(roleSchema)),
  operations: z.record(z.string(), ruleSchema),
});

/** Who may do what, by operation id. */
export type Policy = ReadonlyMap<string, Rule>;

/** A caller as the policy sees it. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'operator'; credential: 'bearer' | 'cookie' }
  | { kind: 'member'; role: Role; credential: 'bearer' | 'cookie' }
  | { kind: 'apiKey'; scopes: readonly Scope[] };

/** What the policy says of a call on one's own or no object: let through, refused as unknown (401), or refused as unentitled (403). */
export type Verdict = 'allowed' | 'unauthenticated' | 'forbidden';

/** Reads the text of `policy.yaml`; throws with the path of the first wrong entry. */
export function readPolicy(text: string): Policy {
  const parsed = policySchema.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `contract/policy.yaml: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  return new Map(Object.entries(parsed.data.operations));
}

/** Judges a caller by a rule, without regard to the object. */
export function verdict(rule: Rule, caller: Caller): Verdict {
  if (rule.access === 'anonymous') return 'allowed';
  switch (caller.kind) {
    case 'anonymous':
      return 'unauthenticated';
    case 'operator':
      return rule.access === 'operator' || rule.operator ? 'allowed' : 'forbidden';
    case 'member':
      return rule.credentials.includes(caller.credential) && rule.roles?.includes(caller.role)
        ? 'allowed'
        : 'forbidden';
    case 'apiKey':
      return rule.key !== null && (rule.key === 'any' || caller.scopes.includes(rule.key))
        ? 'allowed'
        : 'forbidden';
  }
}
