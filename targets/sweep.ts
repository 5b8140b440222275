import type { Provisioner } from './provisioner.ts';
import { readLedgers } from './ledger.ts';
import { derivedPassword, runPrefix } from './names.ts';
import { required } from './provisioning-error.ts';

export interface Sweep {
  /** Tenants that the run made. */
  created: number;
  /** Those that tests had left, and the sweep removed. */
  removed: number;
  /** Those that are there all the same: their names. */
  left: string[];
}

const PAGE = 200;

/**
 * Removes what an interrupted run left, and looks whether anything of it is still there: by listing, with the operator;
 * without one by logging in as each owner that the ledger knows.
 */
export async function sweep(
  provisioner: Provisioner,
  { runId, runSecret, ledgerFolder }: { runId: string; runSecret: string; ledgerFolder: string },
): Promise<Sweep> {
  const { created, left } = readLedgers(ledgerFolder);
  if (!provisioner.hasOperator) {
    for (const { ownerEmail: email } of left) {
      await provisioner.removeAsOwner({ email, password: derivedPassword(runSecret, email) });
    }
    return { created, removed: left.length, left: [] };
  }
  const { operator } = await provisioner.operator();
  const ofThisRun = async () => {
    const { items } = required(await operator.listTenants({ q: runPrefix(runId), limit: PAGE }));
    return items.filter(({ name }) => name.startsWith(runPrefix(runId)));
  };
  let removed = 0;
  for (let found = await ofThisRun(); found.length > 0;) {
    for (const tenant of found) {
      const result = await operator.removeTenant(tenant.id);
      if (!result.ok && result.status !== 404)
        return { created, removed, left: found.map(({ name }) => name) };
      removed += 1;
    }
    const before = new Set(found.map(({ id }) => id));
    found = await ofThisRun();
    // One that is still listed after its removal was answered will not go away by asking again.
    if (found.some(({ id }) => before.has(id)))
      return { created, removed, left: found.map(({ name }) => name) };
  }
  return { created, removed, left: [] };
}
