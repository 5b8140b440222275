import type { TenantRole } from '../../http/principal.ts';

/** What somebody wants of a member. */
export interface MemberChange {
  role?: TenantRole | undefined;
  status?: 'active' | 'disabled' | undefined;
}

/** Whether a caller may touch this member at all: an owner is out of an admin's reach. */
export function mayTouch(callerRole: TenantRole | null, memberRole: string): boolean {
  return callerRole === 'owner' || memberRole !== 'owner';
}

/** Whether a caller may give this role: nobody raises anyone above themselves. */
export function mayGrant(callerRole: TenantRole | null, role: TenantRole | undefined): boolean {
  return callerRole === 'owner' || role !== 'owner';
}

/** Whether a change takes an active owner away. */
export function endsOwnership(member: { role: string; status: string }, change: MemberChange): boolean {
  const isOwner = member.role === 'owner' && member.status === 'active';
  const staysOwner =
    (change.role ?? member.role) === 'owner' && (change.status ?? member.status) === 'active';
  return isOwner && !staysOwner;
}
