import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { environment } from '../../config/environment.ts';
import { ledgerFolder } from '../../targets/current-target.ts';
import { Ledger } from '../../targets/ledger.ts';
import { Provisioner } from '../../targets/provisioner.ts';
import { checkTarget } from '../../targets/readiness.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import type { Target } from '../../targets/target.ts';
import { type Check, failed, type Finding } from './check.ts';

/** What a run needs of the target: the deployed one, or the reference platform, which is really started and stopped. */
export const targetChecks: readonly Check[] = [
  {
    name: 'Target',
    look: () => (environment.baseUrl === null ? referencePlatform() : deployed(environment.baseUrl)),
  },
  { name: 'Credentials', look: credentials },
];

function credentials(): Finding {
  const { baseUrl, operator } = environment;
  if (baseUrl === null)
    return { ok: true, detail: 'the reference platform gets an operator of its own in each run' };
  // The target's check has logged in with the account.
  if (operator !== null) return { ok: true, detail: `operator ${operator.email}` };
  return {
    ok: true,
    detail: 'no operator account: tests of the operator’s side need OPERATOR_EMAIL and OPERATOR_PASSWORD',
  };
}

async function deployed(url: string): Promise<Finding> {
  return lookAt({ url, kind: 'deployed', operator: environment.operator, logFile: null, mailFolder: null });
}

async function referencePlatform(): Promise<Finding> {
  const startedAt = performance.now();
  try {
    const platform = await startReferencePlatform({
      flags: environment.databaseUrl === null ? [] : ['--database-url', environment.databaseUrl],
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const target: Target = {
      url: platform.url,
      kind: 'reference',
      operator: null,
      logFile: null,
      mailFolder: null,
    };
    const finding = await lookAt(target).finally(() => platform.stop());
    return finding.ok ? { ok: true, detail: `${finding.detail}, ready in ${seconds} s` } : finding;
  } catch (error) {
    return failed(error, 'Mend what the line names; with DATABASE_URL, look at that server.');
  }
}

async function lookAt(target: Target): Promise<Finding> {
  const transport = new UndiciTransport({ baseUrl: target.url, timeoutMs: 5000 });
  try {
    const provisioner = new Provisioner({
      transport,
      runSecret: environment.run.secret,
      operator: target.operator,
      ledger: new Ledger(ledgerFolder(), -1),
    });
    const { version, contract } = await checkTarget(target, transport, provisioner);
    const where = target.kind === 'deployed' ? ` at ${target.url}` : ', the reference platform';
    return {
      ok: true,
      detail: `${version.name} ${version.version}${where}, ${contract.operations.length} operations`,
    };
  } catch (error) {
    // A refusal says itself what to do.
    return failed(error, '');
  } finally {
    await transport.dispose();
  }
}
