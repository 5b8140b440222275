import { chromium, type FullConfig } from '@playwright/test';
import { UndiciTransport } from './api-clients/http/undici-transport.ts';
import { findBrowser, NO_BROWSER } from './config/browser.ts';
import { environment } from './config/environment.ts';
import { needsBrowser } from './config/projects.ts';
import { redactionListing } from './reporting/redaction/redaction-listed.ts';
import { RegisteringTransport } from './secrets/registering-transport.ts';
import { keepSecretsToThisRun, registerEnvironment } from './secrets/run-secrets.ts';
import { currentTarget, keepRunFolders, ledgerFolder } from './targets/current-target.ts';
import { Ledger } from './targets/ledger.ts';
import { Provisioner } from './targets/provisioner.ts';
import { checkTarget } from './targets/readiness.ts';
import { Refusal } from './targets/refusal.ts';
import { readDatasetFile } from './test-data/dataset-file.ts';

/** Refuses a run that could not measure anything, with one line; otherwise says what is tested. */
export default async function globalSetup(config: FullConfig): Promise<void> {
  checkBrowser(config);
  checkDatasetFile();
  checkRedaction(config);
  keepRunFolders();
  registerEnvironment(environment);
  keepSecretsToThisRun();
  const target = currentTarget();
  const transport = new RegisteringTransport(new UndiciTransport({ baseUrl: target.url, timeoutMs: 5000 }));
  try {
    const provisioner = new Provisioner({
      transport,
      runSecret: environment.run.secret,
      operator: target.operator,
      ledger: new Ledger(ledgerFolder(), -1),
    });
    const { version, readiness, contract } = await checkTarget(target, transport, provisioner);
    const latency = readiness.checks.find(({ name }) => name === 'database')?.latencyMs.toFixed(1) ?? '?';
    const database = target.kind === 'deployed' ? 'its own' : databaseName();
    config.metadata['target'] = {
      url: target.url,
      kind: target.kind,
      name: version.name,
      version: version.version,
    };
    config.metadata['database'] = database;
    config.metadata['runId'] = environment.run.id;
    console.log(
      [
        `Target    ${version.name} ${version.version} at ${target.url} (${target.kind}, ${contract.operations.length} operations)`,
        `Database  ${database}, ${latency} ms`,
        `Run       ${environment.run.id}, ${config.workers} workers, seeds from test ids${target.operator === null ? ', no operator account' : ''}`,
      ].join('\n'),
    );
  } finally {
    await transport.dispose();
  }
}

/** Reporters are told secrets unless redaction is listed before them: see docs/security.md. */
function checkRedaction(config: FullConfig): void {
  const listing = redactionListing(config);
  if (listing === 'wrong')
    throw new Refusal(
      'reporting/redaction/redaction-reporter.ts is not listed first: mend “reporter” in the configuration.',
    );
  if (listing === 'replaced')
    console.warn('Secrets   --reporter leaves out redaction: share nothing that this run prints or writes');
}

function checkBrowser({ filteredProjects }: FullConfig): void {
  if (!filteredProjects.some(({ name }) => needsBrowser(name))) return;
  const found = findBrowser({
    configured: environment.browserExecutable,
    ownBuild: chromium.executablePath(),
  });
  if (found === null) throw new Refusal(NO_BROWSER);
}

function checkDatasetFile(): void {
  try {
    readDatasetFile(environment.datasetFile);
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

function databaseName(): string {
  return environment.databaseUrl === null
    ? 'embedded PostgreSQL'
    : `PostgreSQL at ${new URL(environment.databaseUrl).host}`;
}
