import type { FullConfig } from '@playwright/test';
import { UndiciTransport } from './api-clients/http/undici-transport.ts';
import { environment } from './config/environment.ts';
import { RegisteringTransport } from './secrets/registering-transport.ts';
import { currentTarget, forgetMails, ledgerFolder } from './targets/current-target.ts';
import { Ledger, removeLedgers } from './targets/ledger.ts';
import { Provisioner } from './targets/provisioner.ts';
import { Refusal } from './targets/refusal.ts';
import { sweep } from './targets/sweep.ts';

/** Removes what the run left, says so in one line, and fails the run when a tenant of it is still there. */
export default async function globalTeardown(config: FullConfig): Promise<void> {
  // A target that was refused at the start has nothing to clean up, and would only be refused again.
  if (config.metadata['runId'] === undefined) return;
  const target = currentTarget();
  const folder = ledgerFolder();
  const { id: runId, secret: runSecret } = environment.run;
  const transport = new RegisteringTransport(new UndiciTransport({ baseUrl: target.url, timeoutMs: 10_000 }));
  try {
    const ledger = new Ledger(folder, -1);
    const provisioner = new Provisioner({ transport, runSecret, operator: target.operator, ledger });
    const { created, removed, left } = await sweep(provisioner, {
      runId,
      runSecret,
      ledgerFolder: folder,
    }).catch((error: unknown) => {
      const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw new Refusal(`Clean-up  the tenants of run ${runId} could not be checked: ${line}`);
    });
    if (left.length > 0)
      throw new Refusal(`Clean-up  ${left.length} tenants of this run are left: ${left.join(', ')}`);
    removeLedgers(folder);
    forgetMails();
    const swept = removed > 0 ? ` (${removed} of them by the final sweep)` : '';
    if (created > 0) console.log(`Clean-up  ${created} tenants made and removed${swept}, none left`);
  } finally {
    await transport.dispose();
  }
}
