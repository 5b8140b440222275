import type { Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import { isUniqueViolation } from '../../database/errors.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import type { Plan, TenantRole } from '../../http/principal.ts';
import { memberColumns, toMember, type Member } from '../members/member.ts';
import { toTenant, type Tenant } from '../tenants/tenant.ts';

/** Who is to be added. The e-mail address is in lower case. */
export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
}

/** Adds a tenant. */
export async function insertTenant(
  trx: Transaction<Schema>,
  tenant: { name: string; plan: Plan },
): Promise<Tenant> {
  const row = await trx
    .insertInto('tenants')
    .values({ id: uuid(), ...tenant })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTenant(row);
}

/** Adds a member to a tenant, or an operator to the platform. */
export async function insertUser(
  trx: Transaction<Schema>,
  user: NewUser & ({ tenantId: string; role: TenantRole } | { tenantId: null; role: 'operator' }),
): Promise<Member> {
  const row = await trx
    .insertInto('users')
    .values({
      id: uuid(),
      tenant_id: user.tenantId,
      email: user.email,
      name: user.name,
      role: user.role,
      password_hash: user.passwordHash,
    })
    .returning(memberColumns)
    .executeTakeFirstOrThrow();
  return toMember(row);
}

/** Runs work that adds a user; 409 when the address is taken. */
export async function refusingTakenEmail<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) {
      throw problem.conflict('There is already an account with this e-mail address.');
    }
    throw error;
  }
}
