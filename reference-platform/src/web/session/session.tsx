import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Member, Tenant } from '../shapes/identity.ts';
import { may, type Right } from './permissions.ts';

/** Who is signed in. `tenant` is null for the platform's operator. */
export interface SignedIn {
  readonly user: Member;
  readonly tenant: Tenant | null;
}

interface SessionAccess extends SignedIn {
  /** Takes over a changed user (a new name). */
  updateUser: (user: Member) => void;
  /** Forgets the session after the server has ended it, and goes to the log-in page. */
  leave: () => void;
}

export const SessionContext = createContext<SessionAccess | null>(null);

/** The signed-in user and tenant. Only below the frame of the signed-in pages. */
export function useSession(): SessionAccess {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside a signed-in page');
  return session;
}

/** Whether the signed-in user is offered `right`. */
export function useMay(right: Right): boolean {
  return may(useSession().user.role, right);
}
