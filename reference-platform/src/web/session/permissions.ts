import type { Role } from '../shapes/identity.ts';

// What the interface offers to whom. Only a courtesy: the API decides each call anyway.
const rights = {
  readData: ['owner', 'admin', 'analyst', 'viewer', 'auditor'],
  readDetections: ['owner', 'admin', 'analyst', 'viewer', 'verifier', 'auditor'],
  handleEvents: ['owner', 'admin', 'analyst', 'verifier'],
  write: ['owner', 'admin', 'analyst'],
  readTenant: ['owner', 'admin', 'analyst', 'viewer', 'sales', 'verifier', 'auditor'],
  administer: ['owner', 'admin'],
  audit: ['owner', 'auditor'],
  answerForPrivacy: ['owner'],
} as const satisfies Record<string, readonly Role[]>;

/** A thing that some roles may do. */
export type Right = keyof typeof rights;

/** Whether the interface offers `right` to `role`. */
export function may(role: Role, right: Right): boolean {
  const holders: readonly Role[] = rights[right];
  return holders.includes(role);
}
