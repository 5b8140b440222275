import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { environment, ROOT } from '../../config/environment.ts';
import { ledgerFolder } from '../../targets/current-target.ts';
import { Ledger } from '../../targets/ledger.ts';
import { Provisioner } from '../../targets/provisioner.ts';
import { checkTarget } from '../../targets/readiness.ts';
import type { Target } from '../../targets/target.ts';
import { type Check, failed, type Finding } from './check.ts';

const START_WITHIN_MS = 30_000;

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
  return lookAt({ url, kind: 'deployed', operator: environment.operator, logFile: null });
}

async function referencePlatform(): Promise<Finding> {
  const startedAt = performance.now();
  const platform = spawn(
    process.execPath,
    [
      'reference-platform/bin/platform.mjs',
      ...['--port', '0', '--no-demo', '--watch-parent'],
      ...(environment.databaseUrl === null ? [] : ['--database-url', environment.databaseUrl]),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const url = await readyAddress(platform);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const finding = await lookAt({ url, kind: 'reference', operator: null, logFile: null });
    return finding.ok ? { ok: true, detail: `${finding.detail}, ready in ${seconds} s` } : finding;
  } catch (error) {
    return failed(error, 'Mend what the line names; with DATABASE_URL, look at that server.');
  } finally {
    if (platform.exitCode === null && platform.kill('SIGTERM')) await once(platform, 'exit');
  }
}

/** The address that the platform prints once it is ready; throws with its last line when it ends or takes too long. */
async function readyAddress({
  stdout,
  stderr,
}: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let lastLine = 'it ended without a word';
  stderr.on('data', (chunk: Buffer) => {
    lastLine = chunk.toString().trim().split('\n').at(-1) ?? lastLine;
  });
  const signal = AbortSignal.timeout(START_WITHIN_MS);
  for await (const line of createInterface({ input: stdout, signal })) {
    const ready = /is listening on (\S+)/.exec(line)?.[1];
    if (ready !== undefined) return ready;
  }
  throw new Error(signal.aborted ? `not ready within ${START_WITHIN_MS / 1000} s` : lastLine);
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
