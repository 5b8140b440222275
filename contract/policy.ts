import { z } from 'zod';
import { readCheckedYaml } from '../config/checked-yaml.ts';
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

const keySchema = z
  .union([scopeSchema, z.literal('any')])
  .nullable()
  .default(null);

const ruleSchema = z
  .strictObject({
    access: z.enum(['anonymous', 'operator', 'member']),
    roles: z.array(roleSchema).min(1).optional(),
    operator: z.boolean().default(false),
    key: keySchema,
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

const channelRuleSchema = z.strictObject({
  path: z.string().startsWith('/'),
  roles: z.array(roleSchema).min(1),
  key: keySchema,
  object: objectKindSchema.nullable().default(null),
});

/** Who may open one WebSocket channel, with a ticket of their own. */
export type ChannelRule = z.infer<typeof channelRuleSchema>;

const policySchema = z.strictObject({
  roles: z.record(z.string(), z.array(roleSchema)).default({}),
  operations: z.record(z.string(), ruleSchema),
  channels: z.record(z.string(), channelRuleSchema).default({}),
});

/** Who may do what. */
export interface Policy {
  /** By operation id. */
  operations: ReadonlyMap<string, Rule>;
  /** By channel id. */
  channels: ReadonlyMap<string, ChannelRule>;
  /** The line of the policy's file, from 1, on which an operation or a channel is named. */
  lineOf(id: string): number;
}

/** A caller as the policy sees it. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'operator'; credential: 'bearer' | 'cookie' }
  | { kind: 'member'; role: Role; credential: 'bearer' | 'cookie' }
  | { kind: 'apiKey'; scopes: readonly Scope[] };

/** What the policy says of a call on one's own or no object: let through, refused as unknown (401), or refused as unentitled (403). */
export type Verdict = 'allowed' | 'unauthenticated' | 'forbidden';

/** Reads the text of `policy.yaml`; throws at the first wrong entry with its line: `contract/policy.yaml:12: operations.a.b: …`. */
export function readPolicy(text: string): Policy {
  const { data, lineOf } = readCheckedYaml(text, policySchema, 'contract/policy.yaml');
  const { operations, channels } = data;
  return {
    operations: new Map(Object.entries(operations)),
    channels: new Map(Object.entries(channels)),
    lineOf: (id) => lineOf([id in operations ? 'operations' : 'channels', id]),
  };
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

/** The rule of a channel as that of an operation: one reads there. */
export function asRule({ roles, key, object }: ChannelRule): Rule {
  return {
    access: 'member',
    roles,
    operator: false,
    key,
    credentials: ['bearer', 'cookie', 'apiKey'],
    effect: 'read',
    object,
    references: [],
  };
}
