import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { UserTable } from '../identity/tables.ts';
import { tenantRoles } from '../../http/principal.ts';
import { idSchema, timestampSchema } from '../../http/schemas.ts';

/** A person who can log in; operators, who belong to no tenant, have the role `operator`. */
export const memberSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    role: z.enum([...tenantRoles, 'operator']),
    status: z.enum(['active', 'disabled']),
    mfaEnabled: z.boolean(),
    lastLoginAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Member' });

/** The parsed form of `memberSchema`. */
export type Member = z.infer<typeof memberSchema>;

/** The columns that a member is shown from: no secret is among them. */
export const memberColumns = [
  'id',
  'email',
  'name',
  'role',
  'status',
  'mfa_enabled_at',
  'last_login_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof UserTable)[];

/** A row of `users`, as far as a member is shown from it. */
export type MemberRow = Pick<Selectable<UserTable>, (typeof memberColumns)[number]>;

/** A row as the API shows it. */
export function toMember(row: MemberRow): Member {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    status: row.status,
    mfaEnabled: row.mfa_enabled_at !== null,
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
